package dev.slipway.cli;

import dev.slipway.runner.Cancellation;
import dev.slipway.runner.Run;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C means while a run goes on: the first cancels as GitHub does, the second kills. Safe
 * for use by any thread.
 */
final class Interrupts {
  /** How long a killed run may take to clean up and say so. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Run run;
  private final Cancellation cancellation;
  private final ViewLoop loop;
  private final AtomicInteger count = new AtomicInteger();

  Interrupts(Run run, Cancellation cancellation, ViewLoop loop) {
    this.run = run;
    this.cancellation = cancellation;
    this.loop = loop;
  }

  /** Ctrl-C was pressed. */
  void next() {
    switch (count.incrementAndGet()) {
      case 1 -> cancellation.request("Ctrl-C");
      case 2 -> kill();
      // A third one does not wait for anything.
      default -> Runtime.getRuntime().halt(ShownRun.CANCELLED);
    }
  }

  /** Whether the run was killed, so that what it complains about is no fault. */
  boolean hasKilled() {
    return count.get() > 1;
  }

  /** The killed run ends the program in its usual way; only if it does not, it is ended here. */
  private void kill() {
    run.kill();
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    loop.close(LAST_WORDS);
    Runtime.getRuntime().halt(ShownRun.CANCELLED);
  }
}
