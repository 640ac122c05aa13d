package dev.slipway.runner;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many jobs run at once on this machine. Safe for any number of threads. */
final class JobSlots {
  private static final long CHECK_MILLIS = 100;

  private final Semaphore slots;

  JobSlots(int most) {
    slots = new Semaphore(most, true);
  }

  /** Waits for a slot; false when the job was cancelled first. */
  boolean acquire(Cancellation cancellation) {
    try {
      while (!slots.tryAcquire(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (cancellation.isRequested()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether a job would have to wait now. */
  boolean isFull() {
    return slots.availablePermits() == 0;
  }

  void release() {
    slots.release();
  }
}
