package dev.slipway.runner;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Time limits of steps and jobs, each watched by a sleeping virtual thread. Safe for any thread.
 */
final class Deadlines {
  /** Starts a limit; {@code whenPassed} runs on another thread unless it is closed before. */
  Deadline start(Duration limit, Runnable whenPassed) {
    AtomicBoolean passed = new AtomicBoolean();
    Thread watch =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(limit);
                  } catch (InterruptedException e) {
                    return;
                  }
                  passed.set(true);
                  whenPassed.run();
                });
    return new Deadline(watch, passed);
  }

  /** A running limit; closing it ends the watch. */
  static final class Deadline implements AutoCloseable {
    private final Thread watch;
    private final AtomicBoolean passed;

    private Deadline(Thread watch, AtomicBoolean passed) {
      this.watch = watch;
      this.passed = passed;
    }

    /** Whether the time was up before the work was done. */
    boolean isPassed() {
      return passed.get();
    }

    @Override
    public void close() {
      watch.interrupt();
    }
  }
}
