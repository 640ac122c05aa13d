package dev.slipway.router;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
  private final List<UpstreamPool> pools = new ArrayList<>();
  private final Counters counters = new Counters();
  private int claims;
  private int next;
  private @Nullable Runnable whenIdle;
  private @Nullable Consumer<Exchange> lateStreams;

  Lane(LiveSlot slot, Worker worker, Limits limits) {
    this.slot = slot;
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

  int claims() {
    return claims;
  }

  void claim() {
    claims++;
  }

  void release() {
    claims--;
    if (claims == 0 && whenIdle != null) {
      Runnable idle = whenIdle;
      whenIdle = null;
      idle.run();
    }
  }

  /** Runs an action once, as soon as nobody holds a claim: perhaps at once. */
  void whenIdle(Runnable action) {
    if (claims == 0) {
      action.run();
      return;
    }
    whenIdle = action;
  }

  /** Hands over every stream that begins from now on: the drain was over before it began. */
  void whenStreamBegins(Consumer<Exchange> action) {
    lateStreams = action;
  }

  void streamBegan(Exchange exchange) {
    if (lateStreams != null) {
      lateStreams.accept(exchange);
    }
  }

  /** The slot is in use again: nobody waits for its end any more. */
  void forgetDrain() {
    whenIdle = null;
    lateStreams = null;
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
    boolean anyIn = slot.hasInstanceIn();
    for (int i = 0; i < pools.size(); i++) {
      UpstreamPool pool = pools.get((turn + i) % pools.size());
      boolean out = anyIn && pool.upstream().isEjected();
      if (!out && !asked.contains(pool)) {
        return pool;
      }
    }
    return null;
  }

  /** Closes the connections that no request uses. */
  void closeIdle() {
    pools.forEach(UpstreamPool::closeIdle);
  }
}
