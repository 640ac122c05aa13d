package dev.slipway.router;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * One event loop and the client connections it serves. Only the loop touches what is in it.
 *
 * <p>No connection has a timer: all are looked at together, so that a request costs no timer
 * either. A deadline is therefore met up to {@value #SWEEP_MILLIS} ms late.
 */
final class Worker {
  static final long SWEEP_MILLIS = 250;

  private final int index;
  private final EventLoop loop;
  private final FlagHash hash = new FlagHash();
  private final Set<ClientConnection> connections =
      Collections.newSetFromMap(new IdentityHashMap<>());

  Worker(int index, EventLoop loop) {
    this.index = index;
    this.loop = loop;
  }

  /** Begins to look after deadlines. */
  void start() {
    Unwatched.every(loop, Duration.ofMillis(SWEEP_MILLIS), this::sweep);
  }

  int index() {
    return index;
  }

  EventLoop loop() {
    return loop;
  }

  FlagHash hash() {
    return hash;
  }

  void opened(ClientConnection connection) {
    connections.add(connection);
  }

  void closed(ClientConnection connection) {
    connections.remove(connection);
  }

  /** The exchanges that hold one of these claims. */
  List<Exchange> exchangesWith(Claims claims) {
    List<Exchange> found = new ArrayList<>();
    for (ClientConnection connection : connections) {
      Exchange exchange = connection.exchange();
      if (exchange != null && exchange.holds(claims)) {
        found.add(exchange);
      }
    }
    return found;
  }

  /** Lets the held requests look at the table again. */
  void releaseHeld() {
    for (ClientConnection connection : List.copyOf(connections)) {
      Exchange exchange = connection.exchange();
      if (exchange != null && exchange.isHeld()) {
        exchange.route();
      }
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    List<ClientConnection> overdue = new ArrayList<>();
    for (ClientConnection connection : connections) {
      if (connection.isOverdue(now)) {
        overdue.add(connection);
      }
    }
    overdue.forEach(ClientConnection::expire);
  }
}
