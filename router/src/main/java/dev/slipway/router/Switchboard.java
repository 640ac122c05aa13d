package dev.slipway.router;

import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts tables in force, one after the other: kept on disk first, then swapped in one write, then
 * the slots and instances that no longer take traffic are drained. Safe for use by many threads.
 *
 * <p>A slot whose content gives way to another one of the same release goes on as that one: only
 * the instances that leave are drained.
 */
final class Switchboard {
  /** Slots are told apart by service and content, so a change of weight touches no connection. */
  private record Key(ServiceName service, Slot slot) {}

  /** A slot that goes on with other instances; some leave. */
  private record Change(LiveSlot slot, List<LiveUpstream> leaving, RoutePolicy policy) {}

  /** How many slots that are out of use are remembered for their counters. */
  private static final int REMEMBERED = 64;

  private final DataPlane plane;
  private final List<Worker> workers;
  private final Consumer<RouteTable> keeper;
  private final Consumer<RouterEvent> events;
  private final Map<Key, LiveSlot> slots = new LinkedHashMap<>();
  private final Map<LiveSlot, Drain> drains = new HashMap<>();
  private Consumer<RouteTable> listener = table -> {};

  Switchboard(
      DataPlane plane,
      List<Worker> workers,
      Consumer<RouteTable> keeper,
      Consumer<RouterEvent> events) {
    this.plane = plane;
    this.workers = workers;
    this.keeper = keeper;
    this.events = events;
  }

  /** Names who is told of every table in force. */
  synchronized void whenChanged(Consumer<RouteTable> newListener) {
    listener = newListener;
  }

  RouteTable table() {
    return plane.table().table();
  }

  /** The slot in use that has this content. */
  synchronized Optional<LiveSlot> live(ServiceName service, Slot slot) {
    return Optional.ofNullable(slots.get(new Key(service, slot)));
  }

  /** All slots in use, and the last ones out of use. */
  synchronized List<LiveSlot> slots() {
    return List.copyOf(slots.values());
  }

  /**
   * Puts the changed table in force and returns it; when it can't be kept on disk the old one stays
   * and the fault is thrown on. A change that returns the table it was given changes nothing.
   */
  synchronized RouteTable change(UnaryOperator<RouteTable> change) {
    RouteTable before = table();
    RouteTable next = change.apply(before);
    if (!next.equals(before)) {
      keeper.accept(next);
      putInForce(next);
    }
    return next;
  }

  /**
   * The same, but a table that can't be kept is put in force all the same: for a change that saves
   * requests now, and is worth more than its memory. Empty when nothing changed.
   */
  synchronized Optional<RouteTable> changeEvenUnkept(UnaryOperator<RouteTable> change) {
    RouteTable before = table();
    RouteTable next = change.apply(before);
    if (next.equals(before)) {
      return Optional.empty();
    }
    try {
      keeper.accept(next);
    } catch (SlipwayException unkept) {
      // The next change by command meets the same disk, and its caller is told.
    }
    putInForce(next);
    return Optional.of(next);
  }

  /** Puts a table in force without keeping it: it comes from the disk, or the disk fails. */
  synchronized void putInForce(RouteTable next) {
    LiveTable before = plane.table();
    List<Change> changes = changeInstances(before.table(), next);
    LiveTable after = compile(next);
    plane.swap(after);
    changes.forEach(change -> goOn(change, next.generation()));
    workers.forEach(worker -> worker.loop().execute(worker::releaseHeld));
    noteSwitches(before, after);
    drainRetired(before, after);
    forgetOldSlots(after);
    listener.accept(next);
  }

  /** Gives slots other instances, where that is all that changes of them. */
  private List<Change> changeInstances(RouteTable before, RouteTable next) {
    List<Change> changes = new ArrayList<>();
    for (Route route : next.routes()) {
      List<Slot> old = before.find(route.service()).map(Route::slots).orElse(List.of());
      List<Slot> going = new ArrayList<>(old);
      going.removeAll(route.slots());
      for (Slot coming : route.slots()) {
        Optional<Slot> earlier =
            going.stream().filter(each -> each.isContinuedBy(coming)).findFirst();
        if (old.contains(coming) || earlier.isEmpty()) {
          continue;
        }
        going.remove(earlier.get());
        LiveSlot live = slots.remove(new Key(route.service(), earlier.get()));
        if (live != null) {
          slots.put(new Key(route.service(), coming), live);
          changes.add(new Change(live, live.become(coming), route.policy()));
        }
      }
    }
    return changes;
  }

  /** Tells it to the event loops, and drains what leaves; the table must be in force. */
  private void goOn(Change change, long generation) {
    LiveSlot slot = change.slot();
    List<LiveUpstream> instances = slot.upstreams();
    workers.forEach(worker -> worker.loop().execute(() -> slot.lane(worker).follow(instances)));
    events.accept(
        new RouterEvent.Resized(
            slot.service(),
            slot.release(),
            slot.slot().upstreams(),
            change.leaving().stream().map(LiveUpstream::upstream).toList(),
            generation));
    for (LiveUpstream instance : change.leaving()) {
      Drain.start(
          worker -> slot.lane(worker).leaving(instance),
          change.policy(),
          workers,
          report -> left(slot, instance, report));
    }
  }

  private void left(LiveSlot slot, LiveUpstream instance, Drain.Report report) {
    workers.forEach(worker -> worker.loop().execute(() -> slot.lane(worker).forget(instance)));
    events.accept(
        new RouterEvent.Left(
            slot.service(),
            slot.release(),
            instance.upstream(),
            report.took(),
            report.streamsEnded(),
            report.requestsCut()));
  }

  private LiveTable compile(RouteTable table) {
    List<LiveRoute> routes = new ArrayList<>();
    for (Route route : table.routes()) {
      ServiceName service = route.service();
      routes.add(
          new LiveRoute(
              route,
              made(service, route.stable()),
              made(service, route.candidate().map(Candidate::slot)),
              made(service, route.previous())));
    }
    return new LiveTable(table, routes);
  }

  private @Nullable LiveSlot made(ServiceName service, Optional<Slot> slot) {
    return slot.map(present -> made(service, present)).orElse(null);
  }

  private LiveSlot made(ServiceName service, Slot slot) {
    return slots.computeIfAbsent(
        new Key(service, slot), key -> new LiveSlot(service, slot, workers, plane.limits()));
  }

  private static void noteSwitches(LiveTable before, LiveTable after) {
    Set<LiveSlot> stable = new HashSet<>();
    before.routes().forEach(route -> stable.add(route.stable()));
    for (LiveRoute route : after.routes()) {
      if (!stable.contains(route.stable()) && route.previous() != null) {
        route.stable().switchedIn(route.route().policy().watch());
      }
    }
  }

  private void drainRetired(LiveTable before, LiveTable after) {
    Set<LiveSlot> active = activeSlots(after).keySet();
    for (LiveSlot slot : active) {
      Drain running = drains.remove(slot);
      if (running != null) {
        running.cancel();
      }
    }
    Set<LiveSlot> warm = inUse(after);
    Map<LiveSlot, RoutePolicy> wereInUse = activeSlots(before);
    before.routes().stream()
        .filter(route -> route.previous() != null && !warm.contains(route.previous()))
        .forEach(route -> wereInUse.putIfAbsent(route.previous(), route.route().policy()));
    wereInUse.forEach(
        (slot, policy) -> {
          if (!active.contains(slot)) {
            // What a deploy says of the drain is meant for the slot it takes the place of.
            Optional<Route> route = after.table().find(slot.service());
            drain(slot, route.map(Route::policy).orElse(policy));
          }
        });
  }

  private void drain(LiveSlot slot, RoutePolicy policy) {
    Drain running = drains.remove(slot);
    if (running != null) {
      running.cancel();
    }
    drains.put(
        slot,
        Drain.start(
            worker -> slot.lane(worker).claims(),
            policy,
            workers,
            report -> drained(slot, report)));
  }

  private void drained(LiveSlot slot, Drain.Report report) {
    events.accept(
        new RouterEvent.Drained(
            slot.service(),
            slot.release(),
            report.took(),
            report.streamsEnded(),
            report.requestsCut()));
    Thread.ofVirtual().name("after drain").start(() -> afterDrain(slot));
  }

  private synchronized void afterDrain(LiveSlot slot) {
    if (!inUse(plane.table()).contains(slot)) {
      workers.forEach(worker -> worker.loop().execute(slot.lane(worker)::closeIdle));
    }
  }

  /** The slots that take traffic, with the policy they are drained by. */
  private static Map<LiveSlot, RoutePolicy> activeSlots(LiveTable table) {
    Map<LiveSlot, RoutePolicy> active = new HashMap<>();
    for (LiveRoute route : table.routes()) {
      active.put(route.stable(), route.route().policy());
      if (route.candidate() != null) {
        active.put(route.candidate(), route.route().policy());
      }
    }
    return active;
  }

  /** The slots that may take traffic, the warm ones too. */
  static Set<LiveSlot> inUse(LiveTable table) {
    Set<LiveSlot> used = new HashSet<>(activeSlots(table).keySet());
    for (LiveRoute route : table.routes()) {
      if (route.previous() != null) {
        used.add(route.previous());
      }
    }
    return used;
  }

  private void forgetOldSlots(LiveTable table) {
    Set<LiveSlot> used = inUse(table);
    Iterator<LiveSlot> oldestFirst = slots.values().iterator();
    int surplus = slots.size() - used.size() - REMEMBERED;
    while (surplus > 0 && oldestFirst.hasNext()) {
      LiveSlot slot = oldestFirst.next();
      if (!used.contains(slot)) {
        oldestFirst.remove();
        drains.remove(slot);
        surplus--;
      }
    }
  }
}
