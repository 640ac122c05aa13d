package dev.slipway.server.queue;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for a change; safe for use by any number of threads. */
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private long rings;

  /** How often it has rung. */
  long rings() {
    lock.lock();
    try {
      return rings;
    } finally {
      lock.unlock();
    }
  }

  void ring() {
    lock.lock();
    try {
      rings++;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it has rung more often than {@code heard}; false when it has not in time. */
  boolean await(long heard, Duration timeout) {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (rings == heard && left > 0) {
        left = rung.awaitNanos(left);
      }
      return rings != heard;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "Interrupted while waiting for a run", e);
    } finally {
      lock.unlock();
    }
  }
}
