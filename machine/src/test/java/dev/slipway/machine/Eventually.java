package dev.slipway.machine;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what another process does. */
final class Eventually {
  private static final long LIMIT = Duration.ofSeconds(10).toNanos();

  private Eventually() {}

  /** Returns as soon as the condition holds; fails after 10 s. */
  static void holds(Callable<Boolean> condition) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT;
    while (!check(condition)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not happen within 10 s");
      }
      Thread.sleep(2);
    }
  }

  private static boolean check(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
