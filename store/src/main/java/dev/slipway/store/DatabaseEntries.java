package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Journal.Entries;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A place in the journal of a database, read some entries at a time; for use by one thread.
 *
 * <p>Entries are committed in the order of their numbers, so what is absent below the last number
 * that was known before a query will never be there.
 */
final class DatabaseEntries implements Entries {
  private static final int BATCH = 200;

  private final DatabaseJournal journal;
  private final @Nullable String subject;
  private final Queue<Entry> read = new ArrayDeque<>();
  private long next;

  private DatabaseEntries(DatabaseJournal journal, @Nullable String subject, long seq) {
    if (seq < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "The entries of a journal begin at 1, not at " + seq);
    }
    this.journal = journal;
    this.subject = subject;
    this.next = seq;
  }

  static DatabaseEntries all(DatabaseJournal journal, long seq) {
    return new DatabaseEntries(journal, null, seq);
  }

  static DatabaseEntries below(DatabaseJournal journal, String subject, long seq) {
    return new DatabaseEntries(journal, subject, seq);
  }

  @Override
  public Optional<Entry> next() {
    if (read.isEmpty()) {
      fill();
    }
    return Optional.ofNullable(read.poll());
  }

  @Override
  public Optional<Entry> await(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Optional<Entry> entry = next();
    boolean growing = true;
    while (entry.isEmpty() && growing) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return entry;
      }
      growing = journal.await(next, Duration.ofNanos(left));
      entry = next();
    }
    return entry;
  }

  private void fill() {
    long known = journal.last();
    if (known < next) {
      return;
    }
    List<Entry> batch = query();
    if (batch.isEmpty()) {
      next = known + 1;
      return;
    }
    read.addAll(batch);
    next = batch.getLast().seq() + 1;
    if (subject == null) {
      refuseGaps(batch);
    }
  }

  private List<Entry> query() {
    if (subject == null) {
      return journal.find("seq >= ? order by seq limit " + BATCH, next);
    }
    String below = subject + "/";
    String behind = subject + "0";
    if (subject.indexOf('/') < 0) {
      return journal.find(
          "seq >= ? and (subject = ? or subject >= ? and subject < ?) order by seq limit " + BATCH,
          next,
          subject,
          below,
          behind);
    }
    return journal.find(
        "root = ? and seq >= ? and (subject = ? or subject >= ? and subject < ?) order by seq limit"
            + " "
            + BATCH,
        DatabaseJournal.root(subject),
        next,
        subject,
        below,
        behind);
  }

  private static void refuseGaps(List<Entry> batch) {
    long first = batch.getFirst().seq();
    if (batch.getLast().seq() - first != batch.size() - 1) {
      throw new SlipwayException(
          ErrorCode.CORRUPT, "The journal lacks entries after number " + first);
    }
  }

  @Override
  public void close() {
    read.clear();
  }
}
