package dev.slipway.runner;

import dev.slipway.workflow.ArrayValue;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service a job asks for, as its evaluated {@code services.<name>} says.
 *
 * @param name in {@code services}
 * @param image such as {@code postgres:15-alpine}; an empty one means the service is left out
 * @param ports what of it is published on the host
 * @param health how its container's health would be checked
 */
record ServiceSpec(
    String name, String image, Map<String, String> env, List<PublishedPort> ports, Health health) {
  ServiceSpec {
    env = Map.copyOf(env);
    ports = List.copyOf(ports);
  }

  /**
   * A port of a service on the host.
   *
   * @param host empty when any free one will do
   */
  record PublishedPort(Optional<Integer> host, int container) {
    /** Reads {@code 5432}, {@code 5432/tcp}, {@code 15432:5432} or {@code 127.0.0.1:15432:5432}. */
    static Optional<PublishedPort> parse(String text) {
      String ports = text.strip().replaceFirst("/(tcp|udp)$", "");
      String[] parts = ports.split(":", -1);
      Optional<Integer> container = number(parts[parts.length - 1]);
      if (container.isEmpty() || parts.length > 3) {
        return Optional.empty();
      }
      if (parts.length == 1 || parts[parts.length - 2].isEmpty()) {
        return Optional.of(new PublishedPort(Optional.empty(), container.get()));
      }
      return number(parts[parts.length - 2])
          .map(host -> new PublishedPort(Optional.of(host), container.get()));
    }

    private static Optional<Integer> number(String text) {
      if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(Character::isDigit)) {
        return Optional.empty();
      }
      int port = Integer.parseInt(text);
      return port >= 1 && port <= 65_535 ? Optional.of(port) : Optional.empty();
    }
  }

  /**
   * What {@code options} say about health.
   *
   * @param patience how long the service may take until it counts as broken
   */
  record Health(Optional<String> command, Duration patience) {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int RETRIES = 3;
    private static final Duration LEAST = Duration.ofSeconds(30);

    /** Reads the health options of {@code docker create}; others do not matter here. */
    static Health of(List<String> options) {
      Optional<String> command = Optional.empty();
      Duration interval = INTERVAL;
      Duration start = Duration.ZERO;
      int retries = RETRIES;
      for (int i = 0; i < options.size(); i++) {
        String[] option = options.get(i).split("=", 2);
        String value =
            option.length == 2 ? option[1] : i + 1 < options.size() ? options.get(i + 1) : "";
        switch (option[0]) {
          case "--health-cmd" -> command = Optional.of(value);
          case "--health-interval" -> interval = span(value).orElse(interval);
          case "--health-start-period" -> start = span(value).orElse(start);
          case "--health-retries" ->
              retries = value.matches("\\d{1,4}") ? Integer.parseInt(value) : retries;
          default -> {}
        }
      }
      Duration patience = start.plus(interval.multipliedBy(retries));
      return new Health(command, patience.compareTo(LEAST) < 0 ? LEAST : patience);
    }

    /** Reads Docker's durations: {@code 10s}, {@code 1m30s}, {@code 500ms}. */
    private static Optional<Duration> span(String text) {
      try {
        String upper = text.strip().toUpperCase(java.util.Locale.ROOT);
        if (upper.endsWith("MS")) {
          return Optional.of(
              Duration.ofMillis(Long.parseLong(upper.substring(0, upper.length() - 2))));
        }
        return Optional.of(Duration.parse("PT" + upper));
      } catch (java.time.DateTimeException | NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** Reads the evaluated {@code services} mapping of a job, in the order written. */
  static List<ServiceSpec> all(Value services) {
    List<ServiceSpec> specs = new ArrayList<>();
    if (services instanceof ObjectValue object) {
      for (String name : object.names()) {
        specs.add(of(name, object.get(name)));
      }
    }
    return specs;
  }

  private static ServiceSpec of(String name, Value value) {
    if (value instanceof Value.Text image) {
      return new ServiceSpec(name, image.value(), Map.of(), List.of(), Health.of(List.of()));
    }
    Map<String, String> env = new LinkedHashMap<>();
    if (value.member("env") instanceof ObjectValue variables) {
      variables.names().forEach(each -> env.put(each, variables.get(each).text()));
    }
    List<PublishedPort> ports = new ArrayList<>();
    if (value.member("ports") instanceof ArrayValue list) {
      list.items().forEach(each -> PublishedPort.parse(each.text()).ifPresent(ports::add));
    }
    List<String> options = Shell.words(value.member("options").text()).orElse(List.of());
    return new ServiceSpec(name, value.member("image").text(), env, ports, Health.of(options));
  }

  /** The image's name without registry, {@code library/} and tag: {@code postgres}. */
  String imageName() {
    String name = image;
    int digest = name.indexOf('@');
    if (digest >= 0) {
      name = name.substring(0, digest);
    }
    int colon = name.lastIndexOf(':');
    if (colon > name.lastIndexOf('/')) {
      name = name.substring(0, colon);
    }
    for (String prefix : List.of("docker.io/", "library/", "public.ecr.aws/docker/library/")) {
      if (name.startsWith(prefix)) {
        name = name.substring(prefix.length());
      }
    }
    return name;
  }

  /** The image's tag; empty when there is none. */
  Optional<String> tag() {
    String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/')
        ? Optional.of(name.substring(colon + 1))
        : Optional.empty();
  }
}
