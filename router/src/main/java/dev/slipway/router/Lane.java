package dev.slipway.router;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop knows of one slot: its connections to the instances, its counters, and how
 * many requests hold a claim. Only that loop touches it.
 *
 * <p>A request reads the table and claims its lane in one task of the loop. The control side swaps
 * the table first and asks the loop afterwards, in a later task, whether the lane is idle. So a
 * claim is either seen by that question, or was made from the new table: no request can fall
 * between a switch and the drain, and neither takes a lock.
 */
final class Lane {
  private final LiveSlot slot;
  private final Worker worker;
  private final Limits limits;
  private final Counters counters = new Counters();
  private final Claims claims = new Claims();

  /** Of instances that were taken out of the slot and still have requests. */
  private final List<UpstreamPool> leaving = new ArrayList<>(0);

  private List<UpstreamPool> pools = new ArrayList<>();
  private int next;

  Lane(LiveSlot slot, Worker worker, Limits limits) {
    this.slot = slot;
    this.worker = worker;
    this.limits = limits;
    for (LiveUpstream upstream : slot.upstreams()) {
      pools.add(new UpstreamPool(worker, upstream, limits));
    }
  }

  LiveSlot slot() {
    return slot;
  }

  Counters counters() {
    return counters;
  }

  /** Of the requests that were given to this slot. */
  Claims claims() {
    return claims;
  }

  /** Asks these instances from now on; those that are left out finish what they have. */
  void follow(List<LiveUpstream> upstreams) {
    List<UpstreamPool> before = pools;
    pools = new ArrayList<>();
    for (LiveUpstream upstream : upstreams) {
      pools.add(
          before.stream()
              .filter(pool -> pool.upstream() == upstream)
              .findFirst()
              .orElseGet(() -> new UpstreamPool(worker, upstream, limits)));
    }
    for (UpstreamPool pool : before) {
      if (!pools.contains(pool)) {
        pool.leave();
        leaving.add(pool);
      }
    }
  }

  /** Of the requests that an instance has which was taken out. */
  Claims leaving(LiveUpstream instance) {
    return leaving.stream()
        .filter(pool -> pool.upstream() == instance)
        .findFirst()
        .map(UpstreamPool::claims)
        .orElseGet(Claims::new);
  }

  /** An instance that was taken out has nothing left to do. */
  void forget(LiveUpstream instance) {
    leaving.removeIf(pool -> pool.upstream() == instance);
  }

  /** Where a new request begins its round through the instances. */
  int nextTurn() {
    next = (next + 1) & Integer.MAX_VALUE;
    return next;
  }

  /**
   * The next instance of a round that was not asked yet; null when all were. Ejected ones are left
   * out, unless all are: then trying is better than refusing.
   */
  @Nullable UpstreamPool choose(int turn, List<UpstreamPool> asked) {
    boolean anyIn = hasInstanceIn();
    for (int i = 0; i < pools.size(); i++) {
      UpstreamPool pool = pools.get((turn + i) % pools.size());
      boolean out = anyIn && pool.upstream().isEjected();
      if (!out && !asked.contains(pool)) {
        return pool;
      }
    }
    return null;
  }

  private boolean hasInstanceIn() {
    for (int i = 0; i < pools.size(); i++) {
      if (!pools.get(i).upstream().isEjected()) {
        return true;
      }
    }
    return false;
  }

  /** Closes the connections that no request uses. */
  void closeIdle() {
    pools.forEach(UpstreamPool::closeIdle);
  }
}
