package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** The few threads that read a database; each sees it as it is when a work begins. */
final class DatabaseReaders {
  private final PendingWork<?> end = new PendingWork<>(transaction -> true, false);
  private final BlockingQueue<PendingWork<?>> waiting = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  DatabaseReaders(int count, Supplier<SqlConnection> connections) {
    for (int i = 1; i <= count; i++) {
      SqlConnection connection = connections.get();
      Thread.Builder builder = Thread.ofPlatform().daemon().name("database reader " + i);
      threads.add(builder.start(() -> run(connection)));
    }
  }

  <T> T submit(Work<T> work) {
    if (threads.contains(Thread.currentThread())) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "A work of the database waits for another one; use its transaction");
    }
    PendingWork<T> pending = new PendingWork<>(work, false);
    synchronized (this) {
      if (closed) {
        throw new SlipwayException(ErrorCode.INTERNAL, "The database is closed");
      }
      waiting.add(pending);
    }
    return pending.await();
  }

  /** Does what is waiting, and ends. */
  void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        threads.forEach(thread -> waiting.add(end));
      }
    }
    threads.forEach(Threads::join);
  }

  private void run(SqlConnection connection) {
    try (connection) {
      for (PendingWork<?> work = Threads.take(waiting); work != end; work = Threads.take(waiting)) {
        read(connection, work);
      }
    }
  }

  private static void read(SqlConnection connection, PendingWork<?> work) {
    try {
      connection.execute("begin");
      try {
        work.run(connection);
      } finally {
        connection.execute("rollback");
      }
      work.complete();
    } catch (RuntimeException | Error e) {
      work.fail(e);
    }
  }
}
