package dev.slipway.router;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes failing instances out of the choice, and goes back to the release before by itself when all
 * instances of a new one are gone within its watch; safe for use by many threads.
 */
final class SwitchBack implements DataPlane.FailureListener, HealthWatch.Listener {
  /** The release before is warm: if it needs longer than this it is no refuge. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Switchboard switchboard;
  private final Consumer<RouterEvent> events;

  SwitchBack(Switchboard switchboard, Consumer<RouterEvent> events) {
    this.switchboard = switchboard;
    this.events = events;
  }

  @Override
  public void failing(LiveSlot slot, LiveUpstream instance, String reason) {
    // Called on an event loop, which must not wait for what follows.
    Thread.ofVirtual().name("ejection").start(() -> eject(slot, instance, reason));
  }

  @Override
  public void sick(ServiceName service, Slot slot, Upstream upstream, String reason) {
    switchboard
        .live(service, slot)
        .ifPresent(
            live -> live.instance(upstream).ifPresent(instance -> eject(live, instance, reason)));
  }

  @Override
  public void well(ServiceName service, Slot slot, Upstream upstream) {
    switchboard
        .live(service, slot)
        .flatMap(live -> live.instance(upstream))
        .filter(LiveUpstream::reinstate)
        .ifPresent(
            instance ->
                events.accept(new RouterEvent.Reinstated(service, slot.release(), upstream)));
  }

  private void eject(LiveSlot slot, LiveUpstream instance, String reason) {
    if (!instance.eject()) {
      return;
    }
    events.accept(
        new RouterEvent.Ejected(slot.service(), slot.release(), instance.upstream(), reason));
    if (!slot.hasInstanceIn() && slot.isFresh()) {
      goBack(slot, instance.upstream() + ": " + reason);
    }
  }

  private void goBack(LiveSlot dead, String reason) {
    Optional<Slot> refuge = refugeOf(switchboard.table(), dead).flatMap(Route::previous);
    if (refuge.isEmpty() || !isAlive(refuge.get().destination())) {
      return;
    }
    switchboard
        .changeEvenUnkept(
            table ->
                refugeOf(table, dead).map(route -> table.with(route.switchedBack())).orElse(table))
        .ifPresent(
            after ->
                events.accept(
                    new RouterEvent.SwitchedBack(
                        dead.service(),
                        dead.release(),
                        refuge.get().release(),
                        reason,
                        after.generation())));
  }

  /** The route that the dead slot holds, if there is a release to go back to. */
  private static Optional<Route> refugeOf(RouteTable table, LiveSlot dead) {
    return table
        .find(dead.service())
        .filter(route -> route.stable().equals(dead.slot()))
        .filter(route -> route.previous().isPresent());
  }

  private static boolean isAlive(Destination destination) {
    return switch (destination) {
      case Destination.Site site -> true;
      case Destination.Instances instances ->
          instances.upstreams().stream()
              .anyMatch(
                  upstream -> HealthProbe.ask(upstream, instances.health(), PATIENCE).isEmpty());
    };
  }
}
