package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Brings slots into routes, behind the health gate. Safe for use by many threads: of two deploys of
 * one service the later one wins, and the earlier one says so.
 */
final class Deploys {
  /** One deploy; the newest of its service stays known, so that an earlier one finds it. */
  private static final class Ticket {
    private final ReleaseLabel release;

    Ticket(ReleaseLabel release) {
      this.release = release;
    }
  }

  private final Switchboard switchboard;
  private final Consumer<RouterEvent> events;
  private final Map<ServiceName, Ticket> newest = new ConcurrentHashMap<>();

  Deploys(Switchboard switchboard, Consumer<RouterEvent> events) {
    this.switchboard = switchboard;
    this.events = events;
  }

  DeployOutcome deploy(ServiceName service, Slot slot, DeployOptions options) {
    Optional<ServiceName> holder = switchboard.table().conflict(service, options.match());
    if (holder.isPresent()) {
      return new DeployOutcome.Conflict(holder.get());
    }
    if (options.place() instanceof DeployOptions.Place.Beside) {
      requireService(switchboard.table(), service);
    }
    Ticket ticket = new Ticket(slot.release());
    newest.put(service, ticket);
    long started = System.nanoTime();
    Optional<DeployOutcome> stopped = awaitHealth(service, slot, options, ticket);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    long healthy = System.nanoTime();
    return place(service, slot, options, ticket, Duration.ofNanos(healthy - started));
  }

  private Optional<DeployOutcome> awaitHealth(
      ServiceName service, Slot slot, DeployOptions options, Ticket ticket) {
    return switch (slot.destination()) {
      case Destination.Instances instances ->
          HealthGate.await(instances, options.deployTimeout(), () -> newest.get(service) != ticket)
              .map(neverHealthy -> neverHealthy);
      case Destination.Site site -> {
        // A folder that is not there is said before it is in the way.
        Site.read(site);
        yield Optional.empty();
      }
    };
  }

  private DeployOutcome place(
      ServiceName service, Slot slot, DeployOptions options, Ticket ticket, Duration healthyAfter) {
    long began = System.nanoTime();
    synchronized (this) {
      Ticket current = newest.get(service);
      if (current != null && current != ticket) {
        return new DeployOutcome.Superseded(current.release);
      }
      RouteTable before = switchboard.table();
      Optional<ServiceName> holder = before.conflict(service, options.match());
      if (holder.isPresent()) {
        return new DeployOutcome.Conflict(holder.get());
      }
      RouteTable after = switchboard.change(table -> placed(table, service, slot, options));
      report(before, after, service, slot, options.place());
      return new DeployOutcome.Switched(
          after.generation(), healthyAfter, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** As {@link RouterControl#resize} says. */
  DeployOutcome resize(ServiceName service, Slot slot, Duration longest) {
    if (!(slot.destination() instanceof Destination.Instances wanted)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a folder of files has no instances that could change");
    }
    long started = System.nanoTime();
    List<Upstream> coming = new ArrayList<>(wanted.upstreams());
    coming.removeAll(present(switchboard.table(), service, slot).upstreams());
    if (!coming.isEmpty()) {
      Optional<DeployOutcome.NeverHealthy> sick =
          HealthGate.await(
              new Destination.Instances(coming, wanted.health()), longest, () -> false);
      if (sick.isPresent()) {
        return sick.get();
      }
    }
    long healthy = System.nanoTime();
    RouteTable after = switchboard.change(table -> resized(table, service, slot));
    return new DeployOutcome.Switched(
        after.generation(),
        Duration.ofNanos(healthy - started),
        Duration.ofNanos(System.nanoTime() - healthy));
  }

  private static RouteTable resized(RouteTable table, ServiceName service, Slot slot) {
    if (present(table, service, slot).equals(slot)) {
      return table;
    }
    return table.with(route(table, service).withInstances(slot));
  }

  /** The slot of the same release as it is in the route. */
  private static Slot present(RouteTable table, ServiceName service, Slot slot) {
    return route(table, service)
        .find(slot.release())
        .filter(each -> each.isContinuedBy(slot))
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    "service '"
                        + service
                        + "' has no instances of release "
                        + slot.release()
                        + "; deploy it first"));
  }

  private static Route route(RouteTable table, ServiceName service) {
    return table.find(service).orElseThrow(() -> noSuchService(service));
  }

  private static RouteTable placed(
      RouteTable table, ServiceName service, Slot slot, DeployOptions options) {
    Optional<Route> present =
        table.find(service).map(route -> route.with(options.match(), options.policy()));
    return switch (options.place()) {
      case DeployOptions.Place.Stable stable ->
          table.with(madeStable(present, service, slot, options));
      case DeployOptions.Place.Beside beside -> {
        Candidate candidate = new Candidate(slot, beside.percent(), beside.previewHost());
        yield table.with(
            present
                .orElseThrow(() -> noSuchService(service))
                .withCandidate(Optional.of(candidate)));
      }
    };
  }

  private static Route madeStable(
      Optional<Route> present, ServiceName service, Slot slot, DeployOptions options) {
    if (present.isEmpty()) {
      return Route.of(service, options.match(), slot, options.policy());
    }
    Route route = present.get();
    if (route.stable().equals(slot)) {
      return route.withCandidate(Optional.empty());
    }
    return route.switchedTo(slot);
  }

  private void report(
      RouteTable before,
      RouteTable after,
      ServiceName service,
      Slot slot,
      DeployOptions.Place place) {
    switch (place) {
      case DeployOptions.Place.Stable stable ->
          events.accept(
              new RouterEvent.Switched(
                  service,
                  before.find(service).map(route -> route.stable().release()),
                  slot.release(),
                  after.generation()));
      case DeployOptions.Place.Beside beside ->
          events.accept(
              new RouterEvent.Shifted(
                  service, Optional.of(slot.release()), beside.percent(), after.generation()));
    }
  }

  static void requireService(RouteTable table, ServiceName service) {
    if (table.find(service).isEmpty()) {
      throw noSuchService(service);
    }
  }

  static SlipwayException noSuchService(ServiceName service) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND, "the router has no service '" + service + "'; deploy it first");
  }
}
