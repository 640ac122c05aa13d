package dev.slipway.router;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks every instance of a table again and again whether it is well, and says when that changes;
 * safe for use by any thread.
 *
 * <p>Requests that fail say it sooner; this finds what no request touches (a slot kept warm, a
 * candidate without visitors), and that an instance is well again.
 */
final class HealthWatch implements AutoCloseable {
  /** Hears what changes; called on a thread of the watch. */
  interface Listener {
    /** So many checks in a row failed as its slot allows, and no more. */
    void sick(ServiceName service, Slot slot, Upstream upstream, String reason);

    /** It answered its check; said every time, for a request may have found it sick meanwhile. */
    void well(ServiceName service, Slot slot, Upstream upstream);
  }

  private record Watched(ServiceName service, Slot slot, Upstream upstream, HealthCheck check) {}

  private final Listener listener;
  private final Map<Watched, Thread> threads = new HashMap<>();
  private boolean closed;

  HealthWatch(Listener listener) {
    this.listener = listener;
  }

  /** Watches the instances of this table from now on, and no others. */
  synchronized void follow(RouteTable table) {
    if (closed) {
      return;
    }
    Set<Watched> wanted = wanted(table);
    threads
        .entrySet()
        .removeIf(
            entry -> {
              if (wanted.contains(entry.getKey())) {
                return false;
              }
              entry.getValue().interrupt();
              return true;
            });
    for (Watched watched : wanted) {
      threads.computeIfAbsent(
          watched, it -> Thread.ofVirtual().name("health " + it.upstream()).start(() -> watch(it)));
    }
  }

  private static Set<Watched> wanted(RouteTable table) {
    Set<Watched> wanted = new HashSet<>();
    for (Route route : table.routes()) {
      add(wanted, route.service(), route.stable());
      route.candidate().ifPresent(candidate -> add(wanted, route.service(), candidate.slot()));
      route.previous().ifPresent(slot -> add(wanted, route.service(), slot));
    }
    return wanted;
  }

  private static void add(Set<Watched> wanted, ServiceName service, Slot slot) {
    switch (slot.destination()) {
      case Destination.Instances instances -> {
        for (Upstream upstream : instances.upstreams()) {
          wanted.add(new Watched(service, slot, upstream, instances.health()));
        }
      }
      case Destination.Site site -> {}
    }
  }

  private void watch(Watched watched) {
    int failures = 0;
    try {
      while (true) {
        Optional<String> problem =
            HealthProbe.ask(watched.upstream(), watched.check(), watched.check().timeout());
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        if (problem.isEmpty()) {
          failures = 0;
          listener.well(watched.service(), watched.slot(), watched.upstream());
        } else if (++failures == watched.check().failures()) {
          listener.sick(watched.service(), watched.slot(), watched.upstream(), problem.get());
        }
        Thread.sleep(spread(watched.check().interval()));
      }
    } catch (InterruptedException unwatched) {
      Thread.currentThread().interrupt();
    }
  }

  /** A tenth more or less, so that many instances are not asked all at once for ever. */
  private static Duration spread(Duration interval) {
    double factor = 0.9 + 0.2 * Math.random();
    return Duration.ofNanos((long) (interval.toNanos() * factor));
  }

  @Override
  public synchronized void close() {
    closed = true;
    threads.values().forEach(Thread::interrupt);
    threads.clear();
  }
}
