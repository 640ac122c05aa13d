package dev.slipway.router;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The last events of a router, numbered; safe for use by many threads. */
final class EventLog {
  private static final int KEPT = 1000;

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Deque<RouterEvent.Numbered> events = new ArrayDeque<>();
  private long last;

  EventLog(InstantSource clock) {
    this.clock = clock;
  }

  void add(RouterEvent event) {
    lock.lock();
    try {
      last++;
      events.addLast(new RouterEvent.Numbered(last, clock.instant(), event));
      if (events.size() > KEPT) {
        events.removeFirst();
      }
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Those after a number; waits up to the given time while there is none. */
  List<RouterEvent.Numbered> after(long known, Duration wait) {
    long left = wait.toNanos();
    lock.lock();
    try {
      while (last <= known && left > 0) {
        left = grown.awaitNanos(left);
      }
      return events.stream().filter(event -> event.seq() > known).toList();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      lock.unlock();
    }
  }
}
