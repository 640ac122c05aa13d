package dev.slipway.router;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What all event loops of a router share: the table in force, the limits, and whom to tell when an
 * instance fails. Safe for use by many threads; the table is swapped in one write.
 */
final class DataPlane {
  /** Is told, on an event loop, that an instance failed too often in a row; must not block. */
  interface FailureListener {
    void failing(LiveSlot slot, LiveUpstream instance, String reason);
  }

  private final Limits limits;
  private final long headNanos;
  private final long stallNanos;
  private final long keepAliveNanos;
  private final AtomicInteger open = new AtomicInteger();
  private final @Nullable AccessLog accessLog;
  private volatile LiveTable table = new LiveTable(RouteTable.empty(), List.of());
  private volatile FailureListener failures = (slot, instance, reason) -> {};

  DataPlane(Limits limits, @Nullable AccessLog accessLog) {
    this.accessLog = accessLog;
    this.limits = limits;
    this.headNanos = limits.headTimeout().toNanos();
    this.stallNanos = limits.stall().toNanos();
    this.keepAliveNanos = limits.keepAlive().toNanos();
  }

  /** Names who is told of failing instances; before the first request comes. */
  void whenFailing(FailureListener listener) {
    failures = listener;
  }

  Limits limits() {
    return limits;
  }

  long headNanos() {
    return headNanos;
  }

  long stallNanos() {
    return stallNanos;
  }

  long keepAliveNanos() {
    return keepAliveNanos;
  }

  LiveTable table() {
    return table;
  }

  void swap(LiveTable next) {
    table = next;
  }

  /** Counts a client's connection; false when it is one too many. */
  boolean opened() {
    return open.incrementAndGet() <= limits.maxConnections();
  }

  void closed() {
    open.decrementAndGet();
  }

  void failed(LiveSlot slot, LiveUpstream instance, String reason) {
    if (instance.failed()) {
      failures.failing(slot, instance, reason);
    }
  }

  /** Logs a finished exchange, if there is a log. */
  void log(
      ClientConnection client,
      ClientRequest request,
      Relay relay,
      long started,
      @Nullable Round round) {
    if (accessLog == null) {
      return;
    }
    String service = "";
    String release = "";
    if (round != null) {
      service = round.lane().slot().service().value();
      release = round.lane().slot().release().value();
    }
    accessLog.add(
        new AccessLog.Line(
            Instant.now(),
            client.address(),
            request.message().method().name(),
            request.host(),
            request.path(),
            relay.status(),
            relay.sent(),
            (System.nanoTime() - started) / 1000,
            service,
            release));
  }
}
