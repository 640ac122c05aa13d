package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A SQLite file with one thread that changes it and a few that read it; safe for use by any number
 * of threads, virtual ones too, and by one process at a time.
 *
 * <p>SQLite's calls are native and pin the thread they are made on, so callers hand in a {@link
 * Work} and wait; the work runs on a platform thread of the database. Works that wait at the same
 * time share one commit, and with it one write to the disk.
 */
public final class Database implements AutoCloseable {
  private static final int READERS = 4;

  // In KiB, as SQLite writes them: below zero. A read model that is filled changes pages all over.
  private static final int WRITER_CACHE = -16_000;

  // A checkpoint waits for the disk twice; meanwhile nobody writes.
  private static final int PAGES_BEFORE_A_CHECKPOINT = 4000;

  /** "SLIP": what tells our files from those of other programs. */
  private static final long APPLICATION = 0x534c4950;

  private final AppenderLock lock;
  private final DatabaseWriter writer;
  private final DatabaseReaders readers;

  private Database(AppenderLock lock, DatabaseWriter writer, DatabaseReaders readers) {
    this.lock = lock;
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * Opens the file, makes it if it is not there, and brings its tables up to date: first the
   * journal's, then those of {@code rooms} in their order.
   *
   * @throws SlipwayException MACHINE when another process has it open; CORRUPT when it is another
   *     program's, damaged, or changed by a newer version of Slipway, which it then says
   */
  public static Database open(Path file, InstantSource clock, List<Migrations> rooms) {
    Path path = file.toAbsolutePath();
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make " + path.getParent() + ": " + e.getMessage(), e);
    }
    AppenderLock lock = AppenderLock.take(path);
    try {
      return open(path, clock, rooms, lock);
    } catch (SlipwayException e) {
      lock.close();
      throw e;
    }
  }

  private static Database open(
      Path path, InstantSource clock, List<Migrations> rooms, AppenderLock lock) {
    new PrivateFile(path).create();
    SqlConnection first =
        SqlConnection.open(
            path,
            "busy_timeout = 10000",
            "foreign_keys = on",
            "cache_size = " + WRITER_CACHE,
            "wal_autocheckpoint = " + PAGES_BEFORE_A_CHECKPOINT);
    try {
      claim(path, first);
      first.list("pragma journal_mode = wal", row -> row.text("journal_mode"));
      first.execute("pragma synchronous = full");
      List<Migrations> all = new ArrayList<>();
      all.add(DatabaseJournal.TABLES);
      all.addAll(rooms);
      SchemaUpdate.run(path, first, all, clock.instant());
    } catch (SlipwayException e) {
      first.close();
      throw e;
    }
    DatabaseReaders readers =
        new DatabaseReaders(
            READERS, () -> SqlConnection.open(path, "busy_timeout = 10000", "query_only = on"));
    return new Database(lock, new DatabaseWriter(first), readers);
  }

  private static void claim(Path path, SqlConnection connection) {
    long tables =
        connection
            .list("select count(*) as n from sqlite_schema", row -> row.number("n"))
            .getFirst();
    long owner =
        connection.list("pragma application_id", row -> row.number("application_id")).getFirst();
    if (tables > 0 && owner != APPLICATION) {
      throw new SlipwayException(
          ErrorCode.CORRUPT,
          path + " is a database of another program; give Slipway a folder of its own");
    }
    connection.execute("pragma application_id = " + APPLICATION);
  }

  /**
   * Does {@code work} in a transaction, and returns when its changes are on the disk. What the work
   * throws undoes them and is thrown here.
   *
   * @throws SlipwayException MACHINE when they could not be written, INTERNAL when a statement is
   *     wrong
   */
  public <T> T write(Work<T> work) {
    return writer.submit(work, true);
  }

  /**
   * As {@link #write}, but the changes survive only the end of this process, not a power cut: for
   * what can be told again, such as a heartbeat.
   */
  public <T> T writeLightly(Work<T> work) {
    return writer.submit(work, false);
  }

  /** Does {@code work}, which changes nothing, on the state after the last commit. */
  public <T> T read(Work<T> work) {
    if (writer.isThisThread()) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "A work of the database reads past its transaction");
    }
    return readers.submit(work);
  }

  /** Does what was asked for, and closes the file. */
  @Override
  public void close() {
    readers.close();
    writer.close();
    lock.close();
  }
}
