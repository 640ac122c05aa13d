package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Journal.Entries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a read model up to what the journal says, on a thread of its own; safe for use by many
 * threads.
 *
 * <p>What the model takes in and how far it is are one transaction, so that a crash makes it
 * neither miss an entry nor take one in twice.
 */
public final class ReadModelFollower implements AutoCloseable {
  private static final int MOST_IN_ONE_COMMIT = 500;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Database database;
  private final DatabaseJournal journal;
  private final ReadModel model;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private final Thread thread;
  private long reached;
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  private ReadModelFollower(
      Database database, DatabaseJournal journal, ReadModel model, long reached) {
    this.database = database;
    this.journal = journal;
    this.model = model;
    this.reached = reached;
    this.thread = Thread.ofVirtual().name("read model " + model.name()).unstarted(this::run);
  }

  /** Begins where the model was left, or from the start when it has another version now. */
  public static ReadModelFollower start(
      Database database, DatabaseJournal journal, ReadModel model) {
    long reached = database.write(transaction -> begin(transaction, journal, model));
    ReadModelFollower follower = new ReadModelFollower(database, journal, model, reached);
    follower.thread.start();
    return follower;
  }

  private static long begin(Transaction transaction, DatabaseJournal journal, ReadModel model) {
    Optional<Long> kept =
        transaction
            .first(
                "select seq from read_model where name = ? and version = ?",
                row -> row.number("seq"),
                model.name(),
                model.version())
            .filter(seq -> seq <= journal.last());
    if (kept.isPresent()) {
      return kept.get();
    }
    model.clear(transaction);
    transaction.update(
        """
        insert into read_model (name, version, seq) values (?, ?, 0)
        on conflict (name) do update set version = excluded.version, seq = 0
        """,
        model.name(),
        model.version());
    return 0;
  }

  /**
   * Waits until the model has taken in all that the journal holds now; false when it has not in
   * time.
   *
   * @throws SlipwayException when it cannot go on
   */
  public boolean awaitCaughtUp(Duration timeout) {
    long wanted = journal.last();
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (reached < wanted && left > 0 && failure == null && !closed) {
        left = advanced.awaitNanos(left);
      }
      failure()
          .ifPresent(
              why -> {
                throw new SlipwayException(
                    ErrorCode.INTERNAL,
                    "The read model '" + model.name() + "' stopped: " + why.getMessage(),
                    why);
              });
      return reached >= wanted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.TIMED_OUT, "Interrupted while waiting for '" + model.name() + "'", e);
    } finally {
      lock.unlock();
    }
  }

  /** Why it went no further, if it did not. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Ends; the model can be followed again later. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Threads.join(thread);
  }

  private void run() {
    try (Entries entries = journal.from(reached + 1)) {
      while (!closed) {
        follow(entries);
      }
    } catch (RuntimeException e) {
      if (!closed) {
        failure = e;
      }
      advance(reached);
    }
  }

  private void follow(Entries entries) {
    Optional<Entry> entry = entries.await(LONGEST_WAIT);
    if (entry.isEmpty()) {
      closed |= journal.isClosed();
      return;
    }
    List<Entry> batch = new ArrayList<>();
    while (entry.isPresent()) {
      batch.add(entry.get());
      entry = batch.size() < MOST_IN_ONE_COMMIT ? entries.next() : Optional.empty();
    }
    long last = batch.getLast().seq();
    long changed =
        database.writeLightly(
            transaction -> {
              batch.forEach(each -> model.apply(transaction, each));
              return transaction.update(
                  "update read_model set seq = ? where name = ?", last, model.name());
            });
    if (changed != 1) {
      throw new SlipwayException(
          ErrorCode.CORRUPT, "The read model '" + model.name() + "' has no place any more");
    }
    advance(last);
  }

  private void advance(long seq) {
    lock.lock();
    try {
      reached = seq;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
