package dev.slipway.runner;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits in tests for what other threads and programs do. */
final class Eventually {
  private Eventually() {}

  /** Waits until a condition holds; fails when the limit passes first. */
  static void holds(Duration limit, String what, Callable<Boolean> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isTrue(condition)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      Thread.sleep(10);
    }
  }

  private static boolean isTrue(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
