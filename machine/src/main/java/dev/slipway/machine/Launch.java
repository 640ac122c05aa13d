package dev.slipway.machine;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process that a {@link Launcher} started. Thread-safe. */
final class Launch implements Running {
  private static final int KILLED = 128 + 9;
  private static final long BEGIN_MILLIS = 1_000;

  private final Launcher launcher;
  private final OutputPump output;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile long pid;
  private volatile int code;

  /**
   * A process that is to write to a pump.
   *
   * @param pid its process id; 0 where it could not say
   */
  Launch(Launcher launcher, long pid, OutputPump output) {
    this.launcher = launcher;
    this.pid = pid;
    this.output = output;
  }

  void ended(int exitCode) {
    code = exitCode;
    ended.countDown();
  }

  boolean isEnded() {
    return ended.getCount() == 0;
  }

  /** The shell is gone, and nobody will say how the process ended. */
  void lost() {
    if (!isEnded()) {
      ended(KILLED);
    }
  }

  @Override
  public long pid() {
    try {
      return pid > 0 ? pid : found();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return pid;
    }
  }

  /** The one child of the shell, where the child cannot say its own process id. */
  private long found() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BEGIN_MILLIS);
    while (pid == 0 && !isEnded() && System.nanoTime() - deadline < 0) {
      ProcessHandle.of(launcher.pid())
          .flatMap(shell -> shell.children().findFirst())
          .ifPresent(child -> pid = child.pid());
      Thread.sleep(1);
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
