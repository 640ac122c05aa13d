package dev.slipway.deliver;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has to fit together in a delivery whose parts are sound. */
final class DeliveryRules {
  private final Delivery delivery;
  private final Position router;
  private final List<Problem> problems;

  /**
   * Rules over a delivery.
   *
   * @param router where the section of the router stands
   */
  DeliveryRules(Delivery delivery, Position router, List<Problem> problems) {
    this.delivery = delivery;
    this.router = router;
    this.problems = problems;
  }

  void check() {
    new ReferenceRules(delivery, problems).check();
    needsWithoutCircle();
    promotionsWithoutCircle();
    delivery.environments().forEach(this::requestsHaveOneAnswer);
    environmentsDoNotShareHosts();
    tlsIsWhole();
  }

  private void needsWithoutCircle() {
    Set<ComponentName> sound = new HashSet<>();
    for (Component component : delivery.components()) {
      List<ComponentName> circle = circle(component, new ArrayList<>(), sound);
      if (!circle.isEmpty()) {
        String words = String.join(" needs ", circle.stream().map(ComponentName::text).toList());
        report(
            delivery.component(circle.getFirst()).orElse(component).position(),
            "circular-needs",
            "Nothing of these could be started first: " + words,
            "take one of them out of 'needs'");
        return;
      }
    }
  }

  /** The way from a component back to itself behind this path; empty if there is none. */
  private List<ComponentName> circle(
      Component component, List<ComponentName> path, Set<ComponentName> sound) {
    if (sound.contains(component.name())) {
      return List.of();
    }
    int before = path.indexOf(component.name());
    path.add(component.name());
    if (before >= 0) {
      return path.subList(before, path.size());
    }
    for (ComponentName need : component.needs()) {
      Optional<Component> needed = delivery.component(need);
      if (needed.isPresent()) {
        List<ComponentName> circle = circle(needed.get(), path, sound);
        if (!circle.isEmpty()) {
          return circle;
        }
      }
    }
    path.removeLast();
    sound.add(component.name());
    return List.of();
  }

  private void promotionsWithoutCircle() {
    for (Environment environment : delivery.environments()) {
      Set<EnvironmentName> path = new LinkedHashSet<>();
      Optional<Environment> at = Optional.of(environment);
      while (at.isPresent() && path.add(at.get().name())) {
        at = at.get().promotedFrom().flatMap(this::find);
      }
      if (at.isPresent()) {
        report(
            environment.position(),
            "circular-promotion",
            "No release could ever be first: " + path + " are promoted from each other",
            "take 'promote-from' out of one of them");
        return;
      }
    }
  }

  private Optional<Environment> find(EnvironmentName name) {
    return delivery.environments().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private void requestsHaveOneAnswer(Environment environment) {
    Map<String, ComponentName> answers = new HashMap<>();
    for (Component component : environment.components()) {
      for (String prefix : prefixes(environment, component)) {
        ComponentName other = answers.putIfAbsent(prefix, component.name());
        if (other != null && !other.equals(component.name())) {
          report(
              component.position(),
              "same-requests",
              "In "
                  + environment.name()
                  + ", '"
                  + component.name()
                  + "' and '"
                  + other
                  + "' both answer "
                  + prefix,
              "give one of them 'paths' or 'hosts' of its own");
        }
      }
    }
  }

  private static List<String> prefixes(Environment environment, Component component) {
    return switch (component) {
      case Component.Service service -> prefixes(environment, service.route());
      case Component.Site site -> prefixes(environment, site.route());
      case Component.Worker worker -> List.of();
      case Component.Database database -> List.of();
    };
  }

  private static List<String> prefixes(Environment environment, RouteRule route) {
    List<String> hosts = environment.hosts();
    if (!route.hosts().isEmpty()) {
      hosts = route.hosts();
    }
    List<String> prefixes = new ArrayList<>();
    for (String host : hosts) {
      route.paths().forEach(path -> prefixes.add(host + path));
    }
    return prefixes;
  }

  private void environmentsDoNotShareHosts() {
    Map<String, Environment> owners = new HashMap<>();
    for (Environment environment : delivery.environments()) {
      for (String host : hosts(environment)) {
        Environment owner = owners.putIfAbsent(host, environment);
        if (owner != null) {
          report(
              environment.position(),
              "same-host",
              "'" + environment.name() + "' and '" + owner.name() + "' both answer to " + host,
              "give one of them a 'url' of its own");
        }
      }
    }
  }

  private static Set<String> hosts(Environment environment) {
    Set<String> hosts = new LinkedHashSet<>(environment.hosts());
    for (Component component : environment.components()) {
      switch (component) {
        case Component.Service service -> hosts.addAll(service.route().hosts());
        case Component.Site site -> hosts.addAll(site.route().hosts());
        case Component.Worker worker -> {}
        case Component.Database database -> {}
      }
    }
    return hosts;
  }

  private void tlsIsWhole() {
    RouterSettings settings = delivery.router();
    if (settings.https().isPresent() && settings.certificates().isEmpty()) {
      report(
          router,
          "no-certificate",
          "The router has an address for https and no certificate",
          "name one under 'certificates', or take 'https' out");
    }
  }

  private void report(Position position, String code, String message, String hint) {
    problems.add(Problem.error(position, code, message).withHint(hint));
  }
}
