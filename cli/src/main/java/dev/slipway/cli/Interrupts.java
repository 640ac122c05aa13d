package dev.slipway.cli;

import dev.slipway.runner.Cancellation;
import dev.slipway.runner.Run;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C means while a run goes on: the first cancels as GitHub does, the second kills and
 * ends the program. Safe for use by any thread.
 */
final class Interrupts {
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

  private void kill() {
    try {
      run.kill();
    } finally {
      loop.close();
      System.exit(ShownRun.CANCELLED);
    }
  }
}
