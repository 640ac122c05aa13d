package dev.slipway.deliver;

import dev.slipway.observe.ArmCounters;
import dev.slipway.observe.LatencyHistogram;
import dev.slipway.router.DeployOptions;
import dev.slipway.router.DeployOutcome;
import dev.slipway.router.Destination;
import dev.slipway.router.Latency;
import dev.slipway.router.ReleaseCounters;
import dev.slipway.router.ReleaseLabel;
import dev.slipway.router.Route;
import dev.slipway.router.RouterControl;
import dev.slipway.router.RouterEvent;
import dev.slipway.router.ServiceName;
import dev.slipway.router.Slot;
import dev.slipway.router.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The routes of one environment, changed together: every component that answers requests moves with
 * the others, so that a visitor meets one release. All of it can be asked for again.
 */
final class Traffic {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final RouterControl router;
  private final String environment;

  Traffic(RouterControl router, String environment) {
    this.router = router;
    this.environment = environment;
  }

  /** What the router calls the release of a deployment, each deployment of a release apart. */
  static ReleaseLabel label(DeploymentPlan plan) {
    return new ReleaseLabel(shortened(plan.release()) + "@" + plan.deployment());
  }

  /** A release's name as people read it. */
  static String shortened(String release) {
    return release.length() > 12 ? release.substring(0, 12) : release;
  }

  /** What the router calls a component of the environment. */
  ServiceName service(String component) {
    return new ServiceName(environment + "-" + component);
  }

  /** Whether some release serves the component. */
  boolean isServed(String component) {
    return route(component).isPresent();
  }

  /** Whether the release with that label is in the routes of all components. */
  boolean knows(Set<String> components, ReleaseLabel label) {
    return components.stream()
        .allMatch(each -> route(each).filter(route -> isIn(route, label)).isPresent());
  }

  private static boolean isIn(Route route, ReleaseLabel label) {
    return route.stable().release().equals(label) || isBeside(route, label);
  }

  private static boolean isBeside(Route route, ReleaseLabel label) {
    return route.candidate().filter(each -> each.slot().release().equals(label)).isPresent();
  }

  /** Waits until the release with that label has nothing left to answer. */
  void awaitDrained(Set<String> components, ReleaseLabel label, Duration longest, Signals signals) {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end && !signals.isOff() && isBusy(components, label)) {
      signals.pause(LOOK);
    }
  }

  private boolean isBusy(Set<String> components, ReleaseLabel label) {
    return router.counters().stream()
        .filter(each -> each.release().equals(label) && isOurs(components, each.service()))
        .anyMatch(each -> each.inFlight() > 0);
  }

  private Optional<Route> route(String component) {
    return router.table().find(service(component));
  }

  /**
   * Brings a slot beside the one that serves, or in its place when nothing serves yet, once all its
   * instances are well.
   *
   * @return why not, if it did not come to that
   */
  Optional<String> bring(String component, Slot slot, DeployOptions options) {
    return problem(component, router.deploy(service(component), slot, options));
  }

  private static Optional<String> problem(String component, DeployOutcome outcome) {
    return switch (outcome) {
      case DeployOutcome.Switched switched -> Optional.empty();
      case DeployOutcome.NeverHealthy sick ->
          Optional.of(
              component
                  + " never became healthy: "
                  + sick.upstream()
                  + " was asked for "
                  + Spans.text(sick.waited())
                  + " and answered last: "
                  + sick.lastAnswer());
      case DeployOutcome.Conflict conflict ->
          Optional.of(
              component
                  + " wants the same host and path as "
                  + conflict.holder()
                  + ", which another environment or component has");
      case DeployOutcome.Superseded superseded ->
          Optional.of(component + " was replaced by " + superseded.by() + " while it started");
    };
  }

  /**
   * Lets the release with that label go on with these instances, if it is in the routes at all;
   * those that come must be well first.
   *
   * @return why not, if it did not come to that
   */
  Optional<String> resize(
      String component, ReleaseLabel label, List<Upstream> upstreams, Duration longest) {
    Optional<Slot> slot = route(component).flatMap(route -> route.find(label));
    if (slot.isEmpty()
        || !(slot.get().destination() instanceof Destination.Instances present)
        || Set.copyOf(present.upstreams()).equals(Set.copyOf(upstreams))) {
      return Optional.empty();
    }
    Slot other = Slot.of(label, upstreams, present.health());
    return problem(component, router.resize(service(component), other, longest));
  }

  /**
   * Waits until instances that were taken out of a release have nothing left to answer.
   *
   * @param unwanted whether nobody wants to know any more
   */
  void awaitLeft(
      String component,
      List<Upstream> gone,
      Duration longest,
      Signals signals,
      BooleanSupplier unwanted) {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end
        && !signals.isOff()
        && !unwanted.getAsBoolean()
        && isLeaving(component, gone)) {
      signals.pause(LOOK);
    }
  }

  /** A router that was started again knows of none, and none has requests then. */
  private boolean isLeaving(String component, List<Upstream> gone) {
    Set<Upstream> leaving = new HashSet<>();
    for (RouterEvent.Numbered each : router.events(0, Duration.ZERO)) {
      if (!each.event().service().equals(service(component))) {
        continue;
      }
      if (each.event() instanceof RouterEvent.Resized resized) {
        leaving.addAll(resized.removed());
      }
      if (each.event() instanceof RouterEvent.Left left) {
        leaving.remove(left.upstream());
      }
    }
    return gone.stream().anyMatch(leaving::contains);
  }

  /** Gives the release with that label a share of the visitors. */
  void share(Set<String> components, ReleaseLabel label, int percent) {
    for (String component : components) {
      if (route(component).filter(route -> isBeside(route, label)).isPresent()) {
        router.weight(service(component), percent);
      }
    }
  }

  /** Makes the release with that label the one that serves. */
  void promote(Set<String> components, ReleaseLabel label) {
    for (String component : components) {
      if (route(component).filter(route -> isBeside(route, label)).isPresent()) {
        router.promote(service(component));
      }
    }
  }

  /** The components the release with that label does not serve. */
  List<String> missing(Set<String> components, ReleaseLabel label) {
    List<String> missing = new ArrayList<>();
    for (String component : components) {
      if (route(component).filter(each -> each.stable().release().equals(label)).isEmpty()) {
        missing.add(component);
      }
    }
    return missing;
  }

  /** The instances that serve a component for the release with that label. */
  List<Upstream> stableUpstreams(String component, ReleaseLabel label) {
    return route(component)
        .map(Route::stable)
        .filter(slot -> slot.release().equals(label))
        .map(Slot::destination)
        .filter(Destination.Instances.class::isInstance)
        .map(Destination.Instances.class::cast)
        .map(Destination.Instances::upstreams)
        .orElse(List.of());
  }

  /** Takes all traffic from the release with that label. */
  void restore(Set<String> components, ReleaseLabel label, String reason) {
    for (String component : components) {
      Optional<Route> found = route(component);
      if (found.isEmpty()) {
        continue;
      }
      Route route = found.get();
      if (isBeside(route, label)) {
        router.abandon(route.service());
      }
      if (route.stable().release().equals(label)) {
        if (route.previous().isPresent()) {
          router.switchBack(route.service(), reason);
        } else {
          router.remove(route.service());
        }
      }
    }
  }

  /** Takes whatever stands beside the release that serves out of the routes. */
  void abandon(Set<String> components) {
    for (String component : components) {
      if (route(component).flatMap(Route::candidate).isPresent()) {
        router.abandon(service(component));
      }
    }
  }

  /** Forgets what served before. */
  void retire(Set<String> components) {
    for (String component : components) {
      if (route(component).flatMap(Route::previous).isPresent()) {
        router.retire(service(component));
      }
    }
  }

  /** Shows a maintenance page, or serves again. */
  void maintain(Set<String> components, boolean on, String message) {
    for (String component : components) {
      if (route(component).isEmpty()) {
        continue;
      }
      if (on) {
        router.maintenance(service(component), message);
      } else {
        router.resume(service(component));
      }
    }
  }

  /** What the release with that label has answered since the router started. */
  ArmCounters counters(Set<String> components, ReleaseLabel label) {
    long requests = 0;
    long errors = 0;
    LatencyHistogram.Builder latency = LatencyHistogram.builder();
    for (ReleaseCounters each : router.counters()) {
      if (each.release().equals(label) && isOurs(components, each.service())) {
        requests += each.requests();
        errors += each.errors();
        for (Latency.Bucket bucket : each.latency().buckets()) {
          latency.addMicros(bucket.upToMicros(), bucket.count());
        }
      }
    }
    return new ArmCounters(requests, Math.min(errors, requests), latency.build());
  }

  private boolean isOurs(Set<String> components, ServiceName service) {
    return components.stream().anyMatch(each -> service(each).equals(service));
  }

  /** Whether the router itself took a component back from the release with that label; why. */
  Optional<String> switchedBack(Set<String> components, ReleaseLabel label) {
    return router.events(0, Duration.ZERO).stream()
        .map(RouterEvent.Numbered::event)
        .filter(RouterEvent.SwitchedBack.class::isInstance)
        .map(RouterEvent.SwitchedBack.class::cast)
        .filter(each -> each.from().equals(label) && isOurs(components, each.service()))
        .map(each -> "the router went back by itself: " + each.reason())
        .findFirst();
  }
}
