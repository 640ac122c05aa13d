package dev.slipway.server.health;

import dev.slipway.server.http.Observer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The numbers of the server, in the text format of Prometheus (exposition format 0.0.4); safe for
 * use by many threads.
 *
 * <p>Requests are counted by the template of their route, never by their path: what strangers ask
 * for makes no new series.
 */
public final class Metrics implements Observer {
  private static final double NANOS = 1e9;

  private final Map<Served, Counted> requests = new ConcurrentSkipListMap<>();
  private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();
  private final LongAdder failures = new LongAdder();

  /** What requests are counted by. */
  private record Served(String route, String method, int status) implements Comparable<Served> {
    @Override
    public int compareTo(Served other) {
      int order = route.compareTo(other.route);
      if (order == 0) {
        order = method.compareTo(other.method);
      }
      return order == 0 ? Integer.compare(status, other.status) : order;
    }
  }

  private static final class Counted {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
  }

  /**
   * One value of a gauge.
   *
   * @param labels by name; none for a gauge of one value
   */
  public record Sample(Map<String, String> labels, double value) {
    /** Copies the labels. */
    public Sample {
      labels = Map.copyOf(labels);
    }

    /** The one value of a gauge. */
    public static List<Sample> of(double value) {
      return List.of(new Sample(Map.of(), value));
    }
  }

  private record Gauge(String help, Supplier<List<Sample>> samples) {}

  /**
   * Shows a number that goes up and down.
   *
   * @param name with the unit at its end, without {@code slipway_} before it
   * @param samples is asked at each look; a gauge that fails is left out of that look
   */
  public void gauge(String name, String help, Supplier<List<Sample>> samples) {
    gauges.put("slipway_" + name, new Gauge(help, samples));
  }

  @Override
  public void answered(Answered answered) {
    String route = answered.route().isEmpty() ? "none" : answered.route();
    Counted counted =
        requests.computeIfAbsent(
            new Served(route, method(answered.method()), answered.status()), _ -> new Counted());
    counted.count.increment();
    counted.nanos.add(answered.took().toNanos());
  }

  /** A stranger can call anything a method. */
  private static String method(String name) {
    return switch (name) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> name;
      default -> "other";
    };
  }

  @Override
  public void failed(String route, Exception failure) {
    failures.increment();
  }

  /** All numbers as they are now. */
  public String text() {
    StringBuilder text = new StringBuilder(4096);
    requests(text);
    head(text, "slipway_http_failures_total", "Answers that a defect of Slipway made.", "counter");
    line(text, "slipway_http_failures_total", Map.of(), (double) failures.sum());
    process(text);
    new TreeMap<>(gauges).forEach((name, gauge) -> gauge(text, name, gauge));
    return text.toString();
  }

  private void requests(StringBuilder text) {
    head(text, "slipway_http_requests_total", "Requests answered.", "counter");
    requests.forEach(
        (served, counted) ->
            line(
                text, "slipway_http_requests_total", labels(served), (double) counted.count.sum()));
    head(
        text,
        "slipway_http_request_seconds_total",
        "Time from a request to the last byte of its answer.",
        "counter");
    requests.forEach(
        (served, counted) ->
            line(
                text,
                "slipway_http_request_seconds_total",
                labels(served),
                (double) counted.nanos.sum() / NANOS));
  }

  private static Map<String, String> labels(Served served) {
    return Map.of(
        "route",
        served.route(),
        "method",
        served.method(),
        "status",
        Integer.toString(served.status()));
  }

  private static void process(StringBuilder text) {
    Runtime runtime = Runtime.getRuntime();
    head(text, "slipway_memory_used_bytes", "Memory of the Java heap in use.", "gauge");
    line(
        text,
        "slipway_memory_used_bytes",
        Map.of(),
        (double) (runtime.totalMemory() - runtime.freeMemory()));
    head(text, "slipway_up_seconds", "How long this process runs.", "gauge");
    line(
        text,
        "slipway_up_seconds",
        Map.of(),
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
  }

  private static void gauge(StringBuilder text, String name, Gauge gauge) {
    List<Sample> samples;
    try {
      samples = gauge.samples().get();
    } catch (RuntimeException e) {
      // One number that cannot be had must not keep the others from whoever watches.
      return;
    }
    head(text, name, gauge.help(), "gauge");
    samples.forEach(sample -> line(text, name, sample.labels(), sample.value()));
  }

  private static void head(StringBuilder text, String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(help.replace("\n", " ")).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(
      StringBuilder text, String name, Map<String, String> labels, double value) {
    text.append(name);
    if (!labels.isEmpty()) {
      List<String> pairs = new ArrayList<>();
      new TreeMap<>(labels)
          .forEach((label, content) -> pairs.add(label + "=\"" + escape(content) + "\""));
      text.append('{').append(String.join(",", pairs)).append('}');
    }
    text.append(' ');
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      text.append((long) value);
    } else {
      text.append(value);
    }
    text.append('\n');
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
