package dev.slipway.server.access;

import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.Journal;
import dev.slipway.store.Row;
import dev.slipway.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The audit log: the entries of access in the journal, each with a hash over itself and the hash
 * before it; safe for use by many threads.
 *
 * <p>Who changes, adds or removes a line must write all later hashes anew; whoever noted the newest
 * hash somewhere else then sees it. The form of a link is {@code sha256(previous + line)}, both as
 * text, where a line is an entry in the public form of the journal without its line break, and the
 * hash before the first is empty.
 */
public final class Audit {
  /** What all entries of access are about. */
  static final String SUBJECT = "access/log";

  private static final int BATCH = 500;

  private final Database database;
  private final DatabaseJournal journal;
  private final EntryFormat format;

  Audit(Database database, DatabaseJournal journal, EntryFormat format) {
    this.database = database;
    this.journal = journal;
    this.format = format;
  }

  /** What a check of the log found. */
  public sealed interface Finding {
    /**
     * Every line is what was written.
     *
     * @param lines how many there are
     * @param newest the number of the newest entry; 0 when there is none
     * @param hash the newest hash: note it elsewhere
     */
    record Whole(long lines, long newest, String hash) implements Finding {}

    /** From this entry on, the log is not what was written. */
    record Broken(long seq, String why) implements Finding {}
  }

  /** A line of the log. */
  public record Line(Entry entry, String hash) {}

  private record Stored(long seq, String line, String hash) {}

  /** Appends an event, as part of a transaction. */
  Entry append(Transaction transaction, String actor, AccessEvent event) {
    Entry entry = journal.append(transaction, Draft.of(actor, SUBJECT, event));
    String line = line(entry);
    transaction.update(
        "insert into access_log (seq, line, hash) values (?, ?, ?)",
        entry.seq(),
        line,
        hash(newest(transaction).map(Stored::hash).orElse(""), line));
    return entry;
  }

  private static Optional<Stored> newest(Transaction transaction) {
    return transaction.first(
        "select seq, line, hash from access_log order by seq desc limit 1", Audit::stored);
  }

  private static Stored stored(Row row) {
    return new Stored(row.number("seq"), row.text("line"), row.text("hash"));
  }

  private String line(Entry entry) {
    return new String(format.encode(entry), StandardCharsets.UTF_8).stripTrailing();
  }

  private static String hash(String previous, String line) {
    return HexFormat.of().formatHex(Keys.digest(previous + line));
  }

  /**
   * The newest lines before one.
   *
   * @param before the number of an entry; {@link Long#MAX_VALUE} for the newest of all
   */
  public List<Line> before(long before, int most) {
    return database
        .read(
            transaction ->
                transaction.list(
                    "select seq, line, hash from access_log where seq < ? order by seq desc limit "
                        + Math.max(1, most),
                    Audit::stored,
                    before))
        .stream()
        .map(each -> new Line(decode(each.line()), each.hash()))
        .toList();
  }

  private Entry decode(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return format.decode(bytes, 0, bytes.length);
  }

  /** Checks every line against its hash and against the journal. */
  public Finding verify() {
    try (Journal.Entries entries = journal.entriesOf(SUBJECT, 1)) {
      Check check = new Check(entries);
      List<Stored> batch = after(0);
      while (!batch.isEmpty()) {
        for (Stored each : batch) {
          Optional<String> wrong = check.next(each);
          if (wrong.isPresent()) {
            return new Finding.Broken(each.seq(), wrong.get());
          }
        }
        batch = after(batch.getLast().seq());
      }
      return check.end();
    }
  }

  /** The number of the line whose hash somebody noted, if there is such a line. */
  public Optional<Long> lineOf(String hash) {
    return database.read(
        transaction ->
            transaction.first(
                "select seq from access_log where hash = ?", row -> row.number("seq"), hash));
  }

  private List<Stored> after(long seq) {
    return database.read(
        transaction ->
            transaction.list(
                "select seq, line, hash from access_log where seq > ? order by seq limit " + BATCH,
                Audit::stored,
                seq));
  }

  /** A walk along the log and the journal at once. */
  private final class Check {
    private final Journal.Entries entries;
    private long lines;
    private long seq;
    private String hash = "";

    Check(Journal.Entries entries) {
      this.entries = entries;
    }

    Optional<String> next(Stored stored) {
      Optional<Entry> entry = entries.next();
      if (entry.isEmpty()) {
        return Optional.of("the journal lacks this entry");
      }
      if (entry.get().seq() != stored.seq()) {
        return Optional.of(
            "the next entry of the journal is number "
                + entry.get().seq()
                + ": an entry was removed or added");
      }
      if (!line(entry.get()).equals(stored.line())) {
        return Optional.of("the journal says something else than the log");
      }
      if (!hash(hash, stored.line()).equals(stored.hash())) {
        return Optional.of("its hash does not fit it and what is before it");
      }
      lines++;
      seq = stored.seq();
      hash = stored.hash();
      return Optional.empty();
    }

    Finding end() {
      Optional<Entry> more = entries.next();
      // Somebody may have done something since the last batch was read.
      if (more.isPresent() && newestSeq() < more.get().seq()) {
        return new Finding.Broken(more.get().seq(), "the log lacks this entry of the journal");
      }
      return new Finding.Whole(lines, seq, hash);
    }

    private long newestSeq() {
      return database.read(transaction -> newest(transaction).map(Stored::seq).orElse(0L));
    }
  }
}
