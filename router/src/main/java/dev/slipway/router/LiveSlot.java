package dev.slipway.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A slot in use: its instances and one lane for each event loop. Only the switchboard gives it
 * other instances; everybody may read it.
 */
final class LiveSlot {
  private final ServiceName service;
  private volatile Slot slot;
  private volatile List<LiveUpstream> upstreams;
  private final @Nullable Site site;
  private final Lane[] lanes;

  /** Until when it may be switched back, as a nanosecond time. */
  private volatile long freshUntil = System.nanoTime();

  LiveSlot(ServiceName service, Slot slot, List<Worker> workers, Limits limits) {
    this.service = service;
    this.slot = slot;
    this.upstreams = slot.upstreams().stream().map(LiveUpstream::new).toList();
    this.site = siteOf(slot.destination());
    this.lanes = new Lane[workers.size()];
    for (Worker worker : workers) {
      lanes[worker.index()] = new Lane(this, worker, limits);
    }
  }

  private static @Nullable Site siteOf(Destination destination) {
    return switch (destination) {
      case Destination.Instances instances -> null;
      case Destination.Site site -> Site.readOrAbsent(site);
    };
  }

  /** The files that are served, if it is no slot of instances. */
  @Nullable Site site() {
    return site;
  }

  /**
   * Goes on with the instances of another slot of its release; those that stay keep their
   * connections and all that is known of them.
   *
   * @return the instances that leave
   */
  List<LiveUpstream> become(Slot other) {
    List<LiveUpstream> before = upstreams;
    List<LiveUpstream> after = new ArrayList<>();
    for (Upstream upstream : other.upstreams()) {
      after.add(instance(upstream).orElseGet(() -> new LiveUpstream(upstream)));
    }
    slot = other;
    upstreams = List.copyOf(after);
    return before.stream().filter(each -> !after.contains(each)).toList();
  }

  ServiceName service() {
    return service;
  }

  Slot slot() {
    return slot;
  }

  ReleaseLabel release() {
    return slot.release();
  }

  List<LiveUpstream> upstreams() {
    return upstreams;
  }

  Optional<LiveUpstream> instance(Upstream upstream) {
    return upstreams.stream().filter(each -> each.upstream().equals(upstream)).findFirst();
  }

  Lane lane(Worker worker) {
    return lanes[worker.index()];
  }

  /** Notes that it took all the traffic just now. */
  void switchedIn(Duration watch) {
    freshUntil = System.nanoTime() + watch.toNanos();
  }

  /** Whether it took the traffic so recently that it may still be switched back. */
  boolean isFresh() {
    return freshUntil - System.nanoTime() > 0;
  }

  /** Whether at least one instance is not ejected. */
  boolean hasInstanceIn() {
    for (LiveUpstream upstream : upstreams) {
      if (!upstream.isEjected()) {
        return true;
      }
    }
    return false;
  }
}
