package dev.slipway.machine;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process that a {@link Launcher} started. Thread-safe. */
final class Launch implements Running {
  private static final int KILLED = 128 + 9;

  private final Launcher launcher;
  private final OutputPump output;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile long pid;
  private volatile int code;

  Launch(Launcher launcher, OutputPump output) {
    this.launcher = launcher;
    this.output = output;
  }

  void began(long processId) {
    pid = processId;
    begun.countDown();
  }

  void ended(int exitCode) {
    code = exitCode;
    begun.countDown();
    ended.countDown();
  }

  /** The shell is gone, and nobody will say how the process ended. */
  void lost() {
    if (ended.getCount() > 0) {
      ended(KILLED);
    }
  }

  /** Whether the output is being read, or was. */
  boolean isReading() {
    return output.isOpened() || output.isEnded();
  }

  @Override
  public long pid() {
    try {
      if (!begun.await(1, TimeUnit.SECONDS)) {
        return 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return pid;
  }

  @Override
  public long parent() {
    return launcher.pid();
  }

  @Override
  public OptionalInt awaitCode(long nanoseconds) throws InterruptedException {
    if (!ended.await(nanoseconds, TimeUnit.NANOSECONDS)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(code);
  }

  @Override
  public OutputPump output() {
    return output;
  }

  @Override
  public void release() {
    if (!released.compareAndSet(false, true)) {
      return;
    }
    if (output.isEnded()) {
      LaunchPool.giveBack(launcher);
    } else {
      launcher.retire();
    }
  }
}
