package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread that changes a database. What is waiting when it comes round is done in one
 * commit, each work in a savepoint of its own, so that all share the way to the disk and none
 * undoes another.
 */
final class DatabaseWriter {
  private static final int MOST_IN_ONE_COMMIT = 500;

  private final SqlConnection connection;
  private final BlockingQueue<PendingWork<?>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final PendingWork<?> end = new PendingWork<>(transaction -> true, false);
  private boolean closed;
  private boolean synced = true;

  DatabaseWriter(SqlConnection connection) {
    this.connection = connection;
    this.thread = Thread.ofPlatform().daemon().name("database writer").start(this::run);
  }

  /**
   * Does {@code work} and returns when it is committed.
   *
   * @param durably whether it must be on the disk by then
   */
  <T> T submit(Work<T> work, boolean durably) {
    if (Thread.currentThread() == thread) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "A work of the database waits for another one; use its transaction");
    }
    PendingWork<T> pending = new PendingWork<>(work, durably);
    synchronized (this) {
      if (closed) {
        throw new SlipwayException(ErrorCode.INTERNAL, "The database is closed");
      }
      waiting.add(pending);
    }
    return pending.await();
  }

  boolean isThisThread() {
    return Thread.currentThread() == thread;
  }

  /** Does what is waiting, and ends. */
  void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        waiting.add(end);
      }
    }
    Threads.join(thread);
  }

  private void run() {
    List<PendingWork<?>> group = new ArrayList<>();
    try (connection) {
      boolean more = true;
      while (more) {
        group.add(Threads.take(waiting));
        waiting.drainTo(group, MOST_IN_ONE_COMMIT - 1);
        more = !group.remove(end);
        commit(group);
        group.clear();
      }
    }
  }

  private void commit(List<PendingWork<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      sync(group.stream().anyMatch(PendingWork::durably));
      connection.execute("begin immediate");
      for (PendingWork<?> work : group) {
        run(work);
      }
      connection.execute("commit");
    } catch (RuntimeException | Error e) {
      rollback(e);
      group.forEach(work -> work.fail(e));
      return;
    }
    group.forEach(PendingWork::publish);
    group.forEach(PendingWork::complete);
  }

  private void run(PendingWork<?> work) {
    connection.execute("savepoint work");
    if (!work.run(connection)) {
      connection.execute("rollback to work");
    }
    connection.execute("release work");
  }

  // Some faults of the disk end the transaction by themselves; then there is nothing to roll back.
  private void rollback(Throwable reason) {
    try {
      connection.execute("rollback");
    } catch (SlipwayException e) {
      reason.addSuppressed(e);
    }
  }

  // With NORMAL a commit is in the file, but the file need not be on the disk; the next commit with
  // FULL brings all before it there.
  private void sync(boolean wanted) {
    if (wanted != synced) {
      connection.execute("pragma synchronous = " + (wanted ? "full" : "normal"));
      synced = wanted;
    }
  }
}
