package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A router that has a table and events but serves nobody; every instance is healthy at once. */
final class TableRouter implements RouterControl {
  private RouteTable table = RouteTable.empty();
  private final List<RouterEvent.Numbered> events = new ArrayList<>();
  private List<ReleaseCounters> counters = List.of();

  @Override
  public synchronized RouteTable table() {
    return table;
  }

  @Override
  public synchronized DeployOutcome deploy(ServiceName service, Slot slot, DeployOptions options) {
    Optional<ServiceName> holder = table.conflict(service, options.match());
    if (holder.isPresent()) {
      return new DeployOutcome.Conflict(holder.get());
    }
    if (slot.release().value().equals("sick")
        && slot.destination() instanceof Destination.Instances instances) {
      return new DeployOutcome.NeverHealthy(
          instances.upstreams().getFirst(), "GET /up answered 500", options.deployTimeout());
    }
    Route fresh = Route.of(service, options.match(), slot, options.policy());
    Route next =
        switch (options.place()) {
          case DeployOptions.Place.Stable() ->
              table.find(service).map(route -> route.switchedTo(slot)).orElse(fresh);
          case DeployOptions.Place.Beside(int percent, Optional<String> preview) ->
              route(service).withCandidate(Optional.of(new Candidate(slot, percent, preview)));
        };
    table = table.with(next);
    happen(new RouterEvent.Switched(service, Optional.empty(), slot.release(), table.generation()));
    return new DeployOutcome.Switched(
        table.generation(), Duration.ofMillis(120), Duration.ofNanos(4_321));
  }

  @Override
  public synchronized boolean apply(RouteTable wanted) {
    if (wanted.generation() < table.generation()) {
      return false;
    }
    table = wanted;
    return true;
  }

  @Override
  public synchronized void weight(ServiceName service, int percent) {
    Route route = route(service);
    table = table.with(route.withCandidate(route.candidate().map(c -> c.withPercent(percent))));
  }

  @Override
  public synchronized DeployOutcome resize(ServiceName service, Slot slot, Duration longest) {
    table = table.with(route(service).withInstances(slot));
    return new DeployOutcome.Switched(table.generation(), longest, Duration.ZERO);
  }

  @Override
  public synchronized void promote(ServiceName service) {
    Route route = route(service);
    table = table.with(route.switchedTo(route.candidate().orElseThrow().slot()));
  }

  @Override
  public synchronized void abandon(ServiceName service) {
    table = table.with(route(service).withCandidate(Optional.empty()));
  }

  @Override
  public synchronized void switchBack(ServiceName service, String reason) {
    Route route = route(service);
    table = table.with(route.switchedBack());
    happen(
        new RouterEvent.SwitchedBack(
            service,
            route.stable().release(),
            route(service).stable().release(),
            reason,
            table.generation()));
  }

  @Override
  public synchronized void retire(ServiceName service) {
    table = table.with(route(service).withoutPrevious());
  }

  @Override
  public void pause(ServiceName service, Duration hold) {
    change(service, new Mode.Paused(hold));
  }

  @Override
  public void resume(ServiceName service) {
    change(service, new Mode.Running());
  }

  @Override
  public void stop(ServiceName service, String message) {
    change(service, new Mode.Stopped(message));
  }

  @Override
  public void maintenance(ServiceName service, String message) {
    change(service, new Mode.Maintenance(message));
  }

  @Override
  public synchronized void remove(ServiceName service) {
    route(service);
    table = table.without(service);
  }

  @Override
  public synchronized List<ReleaseCounters> counters() {
    return counters;
  }

  synchronized void count(ReleaseCounters... now) {
    counters = List.of(now);
  }

  @Override
  public synchronized List<RouterEvent.Numbered> events(long after, Duration wait) {
    return events.stream().filter(event -> event.seq() > after).toList();
  }

  synchronized void happen(RouterEvent event) {
    events.add(new RouterEvent.Numbered(events.size() + 1, Instant.ofEpochMilli(1_000), event));
  }

  private synchronized void change(ServiceName service, Mode mode) {
    table = table.with(route(service).withMode(mode));
  }

  private Route route(ServiceName service) {
    return table
        .find(service)
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND, "the router serves no service '" + service + "'"));
  }
}
