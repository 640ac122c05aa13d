package dev.slipway.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A slot in use: its instances and one lane for each event loop; immutable but for those. */
final class LiveSlot {
  private final ServiceName service;
  private final Slot slot;
  private final List<LiveUpstream> upstreams;
  private final @Nullable Site site;
  private final Lane[] lanes;

  /** Until when it may be switched back, as a nanosecond time. */
  private volatile long freshUntil = System.nanoTime();

  LiveSlot(ServiceName service, Slot slot, List<Worker> workers, Limits limits) {
    this.service = service;
    this.slot = slot;
    this.upstreams = upstreamsOf(slot.destination());
    this.site = siteOf(slot.destination());
    this.lanes = new Lane[workers.size()];
    for (Worker worker : workers) {
      lanes[worker.index()] = new Lane(this, worker, limits);
    }
  }

  private static List<LiveUpstream> upstreamsOf(Destination destination) {
    List<LiveUpstream> live = new ArrayList<>();
    switch (destination) {
      case Destination.Instances instances ->
          instances.upstreams().forEach(upstream -> live.add(new LiveUpstream(upstream)));
      case Destination.Site site -> {}
    }
    return List.copyOf(live);
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
