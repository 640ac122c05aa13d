package dev.slipway.router;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One instance of a slot and what is known of its health; safe for use by any thread.
 *
 * <p>The name is resolved once, when the slot is put in place: a later change of the DNS needs
 * another deploy.
 */
final class LiveUpstream {
  /** Failures in a row after which no more requests are tried. */
  private static final int TOO_MANY_FAILURES = 3;

  private final Upstream upstream;
  private final InetSocketAddress address;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean ejected;

  LiveUpstream(Upstream upstream) {
    this.upstream = upstream;
    this.address = new InetSocketAddress(upstream.host(), upstream.port());
  }

  Upstream upstream() {
    return upstream;
  }

  InetSocketAddress address() {
    return address;
  }

  boolean isEjected() {
    return ejected;
  }

  /** Notes a connection that was refused or broken; true when that is one too many. */
  boolean failed() {
    return failures.incrementAndGet() == TOO_MANY_FAILURES;
  }

  /** Notes that it answered. */
  void answered() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  /** Takes it out of the choice; false when it was out already. */
  synchronized boolean eject() {
    boolean before = ejected;
    ejected = true;
    return !before;
  }

  /** Takes it back into the choice; false when it was in. */
  synchronized boolean reinstate() {
    boolean before = ejected;
    failures.set(0);
    ejected = false;
    return before;
  }
}
