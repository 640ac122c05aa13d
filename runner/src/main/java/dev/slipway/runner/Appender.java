package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Draft;
import dev.slipway.store.Journal;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Appends to the journal of a run, and closes the logs it names, in the order it is told, on a
 * thread of its own: a step need not wait for the entries about it. Safe for use by any number of
 * threads.
 *
 * <p>Entries are appended without fsync: a run can be done again.
 */
final class Appender implements AutoCloseable {
  private final Journal journal;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("journal").factory());
  private volatile Optional<SlipwayException> failure = Optional.empty();

  Appender(Journal journal) {
    this.journal = journal;
  }

  /**
   * Appends soon.
   *
   * @throws SlipwayException when an earlier entry could not be appended; this one will not be
   */
  void add(Draft draft) {
    rethrow();
    thread.execute(() -> append(draft));
  }

  /**
   * Closes something soon: after what was added before is in the journal, and before what is added
   * later.
   *
   * @throws SlipwayException when something could not be done earlier
   */
  void closeLog(StepLogs.Opened log) {
    thread.execute(() -> attempt(log::close));
    rethrow();
  }

  private void append(Draft draft) {
    if (failure.isEmpty()) {
      attempt(() -> journal.append(draft));
    }
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (SlipwayException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * Waits until all that was asked for before is done.
   *
   * @throws SlipwayException when some of it could not be done
   */
  void settle() {
    Future<?> before = thread.submit(() -> {});
    try {
      before.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.TIMED_OUT, "Interrupted while the journal of a run was written", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing was done, and it failed", e);
    }
    rethrow();
  }

  private void rethrow() {
    failure.ifPresent(
        first -> {
          throw new SlipwayException(first.code(), String.valueOf(first.getMessage()), first);
        });
  }

  /** Does what was asked for and ends. */
  @Override
  public void close() {
    thread.close();
  }
}
