package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A journal in a table of a {@link Database}, so that an entry and what it is about can be
 * committed together; safe for use by many threads. Closing it leaves the database open.
 */
public final class DatabaseJournal implements Journal {
  /** How its table comes to be. */
  static final Migrations TABLES =
      Migrations.of("journal", DatabaseJournal.class, "001_journal.sql", "002_read_models.sql");

  private final Database database;
  private final EntryFormat format;
  private final InstantSource clock;
  private final Listeners listeners = new Listeners();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Runnable delivery = listeners::deliver;
  private long last;
  private volatile boolean closed;

  private DatabaseJournal(Database database, EntryFormat format, InstantSource clock) {
    this.database = database;
    this.format = format;
    this.clock = clock;
    this.last = database.read(DatabaseJournal::last);
  }

  /** The journal of {@code database}, of which there must be one at a time. */
  public static DatabaseJournal open(Database database, EventCodecs codecs, InstantSource clock) {
    return new DatabaseJournal(database, new EntryFormat(codecs), clock);
  }

  /**
   * Appends an entry that is there when the transaction is committed, together with all else that
   * it does, and not at all otherwise. Listeners hear of it then.
   */
  public Entry append(Transaction transaction, Draft draft) {
    if (closed) {
      throw new SlipwayException(ErrorCode.INTERNAL, "The journal is closed");
    }
    Entry entry = format.number(last(transaction) + 1, clock.instant(), draft);
    String event = format.encodeEvent(entry.event());
    if (event.length() > EntryFormat.MAX_LINE / 2) {
      format.encode(entry);
    }
    transaction.update(
        "insert into journal (seq, at_micros, actor, cause, subject, root, type, version, event)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.seq(),
        ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()),
        entry.actor(),
        entry.cause(),
        entry.subject(),
        root(entry.subject()),
        entry.type(),
        entry.version(),
        event);
    transaction.onCommit(() -> committed(entry));
    transaction.afterwards(delivery);
    return entry;
  }

  @Override
  public Entry append(Draft draft) {
    return database.writeLightly(transaction -> append(transaction, draft));
  }

  @Override
  public Entry appendDurably(Draft draft) {
    return database.write(transaction -> append(transaction, draft));
  }

  @Override
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Entries from(long seq) {
    return DatabaseEntries.all(this, seq);
  }

  /**
   * The entries from {@code seq} on whose subject is {@code subject} or lies below it: {@code
   * run/17} has those of {@code run/17/job/build} too, but not those of {@code run/171}. Fast for
   * subjects of two parts and more.
   */
  public Entries entriesOf(String subject, long seq) {
    return DatabaseEntries.below(this, subject, seq);
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    return listeners.add(listener);
  }

  @Override
  public void close() {
    closed = true;
    listeners.drain();
    lock.lock();
    try {
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** What an entry about {@code subject} belongs to: its first two parts. */
  static String root(String subject) {
    int first = subject.indexOf('/');
    int second = first < 0 ? -1 : subject.indexOf('/', first + 1);
    return second < 0 ? subject : subject.substring(0, second);
  }

  /** Entries that a query on the table finds. */
  List<Entry> find(String condition, Object... values) {
    return database.read(
        transaction ->
            transaction.list("select * from journal where " + condition, this::entry, values));
  }

  /**
   * Returns when there may be an entry {@code seq}, at the latest after {@code timeout}; false when
   * no entry will follow those there are.
   */
  boolean await(long seq, Duration timeout) {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (last < seq && !closed && left > 0) {
        left = grown.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.TIMED_OUT, "Interrupted while waiting for a journal entry", e);
    } finally {
      lock.unlock();
    }
  }

  private Entry entry(Row row) {
    long seq = row.number("seq");
    String type = row.text("type");
    int version = row.integer("version");
    try {
      return new Entry(
          seq,
          Instant.EPOCH.plus(row.number("at_micros"), ChronoUnit.MICROS),
          row.text("actor"),
          row.optionalNumber("cause"),
          row.text("subject"),
          type,
          version,
          format.decodeEvent(type, version, row.text("event")));
    } catch (SlipwayException e) {
      throw new SlipwayException(
          ErrorCode.CORRUPT, "The journal entry " + seq + " is damaged: " + e.getMessage(), e);
    }
  }

  // Called in the order of the entries, by the one thread that writes.
  private void committed(Entry entry) {
    lock.lock();
    try {
      last = entry.seq();
      listeners.offer(entry);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long last(Transaction transaction) {
    return transaction.number("select coalesce(max(seq), 0) as n from journal");
  }
}
