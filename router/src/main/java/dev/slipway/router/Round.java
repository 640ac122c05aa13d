package dev.slipway.router;

import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one request: it holds the claim on a lane and says which instance is asked next.
 *
 * <p>Every instance of the slot is asked once; then the release that stands behind it, if there is
 * one: the stable one behind the candidate, the one before behind the stable one.
 */
final class Round {
  private final LiveRoute route;
  private final Worker worker;
  private final @Nullable String cookie;
  private Lane lane;
  private int turn;
  private boolean fellBack;
  private @Nullable UpstreamPool latest;

  /** Those asked before the latest; hardly ever any. */
  private List<UpstreamPool> asked = List.of();

  private Round(LiveRoute route, Worker worker, Lane lane, @Nullable String cookie) {
    this.route = route;
    this.worker = worker;
    this.cookie = cookie;
    this.lane = lane;
    this.turn = lane.nextTurn();
  }

  /** Chooses the slot of a request and claims its lane. */
  static Round begin(LiveTable.Entry entry, Worker worker, HttpRequest request) {
    SlotChoice choice = SlotChoice.of(entry, request, worker.hash());
    Lane lane = choice.slot().lane(worker);
    lane.claims().claim();
    return new Round(entry.route(), worker, lane, choice.cookie());
  }

  Lane lane() {
    return lane;
  }

  RoutePolicy policy() {
    return route.route().policy();
  }

  /** Whether two releases share the traffic. */
  boolean isSplit() {
    return route.candidate() != null;
  }

  /** A cookie that the visitor gets with the answer, or null. */
  @Nullable String cookie() {
    return cookie;
  }

  /** The instance to ask next, or null when all were asked. */
  @Nullable UpstreamPool next() {
    UpstreamPool failed = latest;
    if (failed != null) {
      asked = new ArrayList<>(asked);
      asked.add(failed);
    }
    latest = lane.choose(turn, asked);
    if (latest == null && fallBack()) {
      latest = lane.choose(turn, asked);
    }
    if (latest != null) {
      latest.claims().claim();
    }
    if (failed != null) {
      failed.claims().release();
    }
    return latest;
  }

  private boolean fallBack() {
    LiveSlot behind = route.fallback(lane.slot());
    if (fellBack || behind == null) {
      return false;
    }
    fellBack = true;
    lane.counters().retried();
    Lane other = behind.lane(worker);
    other.claims().claim();
    lane.claims().release();
    lane = other;
    turn = lane.nextTurn();
    return true;
  }

  /** The instance that was asked last has begun its answer, so long after the request's head. */
  void answered(long nanos) {
    lane.counters().began(nanos);
    if (latest != null) {
      latest.upstream().answered();
    }
  }

  /** The answer turned out to be a stream. */
  void streamBegan(Exchange exchange) {
    lane.claims().streamBegan(exchange);
    if (latest != null) {
      latest.claims().streamBegan(exchange);
    }
  }

  boolean holds(Claims claims) {
    return lane.claims() == claims || (latest != null && latest.claims() == claims);
  }

  /** Gives back all that it holds. */
  void end() {
    lane.claims().release();
    if (latest != null) {
      latest.claims().release();
      latest = null;
    }
  }
}
