package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A journal in one NDJSON file, whose line n is entry n; safe for use by many threads, one
 * appending process at a time.
 *
 * <p>Files are written through {@link RandomAccessFile}: a channel would be closed by the interrupt
 * of a thread that happens to append.
 */
public final class FileJournal implements Journal {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path path;
  private final EntryFormat format;
  private final InstantSource clock;
  private final AppenderLock lock;
  private final RandomAccessFile file;
  private final JournalIndex index;
  private final Listeners listeners = new Listeners();
  private final ReentrantLock appending = new ReentrantLock();
  private final Condition grown = appending.newCondition();
  private final DiskSync disk;
  private volatile long last;
  private volatile long written;
  private boolean closed;
  private boolean broken;

  private FileJournal(
      Path path,
      EntryFormat format,
      InstantSource clock,
      AppenderLock lock,
      RandomAccessFile file,
      JournalTail tail)
      throws IOException {
    this.path = path;
    this.format = format;
    this.clock = clock;
    this.lock = lock;
    this.file = file;
    this.index = new JournalIndex(path);
    this.disk = new DiskSync(path, file);
    this.last = tail.last();
    this.written = tail.length();
    index.mend(tail);
    file.seek(written);
  }

  /**
   * Opens the journal for appending, and makes it if it is not there. What a crash left
   * half-written at its end is moved to {@code <name>.torn}.
   *
   * @throws SlipwayException MACHINE if another process appends to it
   */
  public static FileJournal open(Path path, EventCodecs codecs, InstantSource clock) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(path, e);
    }
    AppenderLock lock = AppenderLock.take(path);
    try {
      return open(path, new EntryFormat(codecs), clock, lock);
    } catch (IOException e) {
      lock.close();
      throw failed(path, e);
    } catch (SlipwayException e) {
      lock.close();
      throw e;
    }
  }

  private static FileJournal open(
      Path path, EntryFormat format, InstantSource clock, AppenderLock lock) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      JournalTail tail = JournalTail.mend(file, path);
      return new FileJournal(path, format, clock, lock, file, tail);
    } catch (IOException | SlipwayException e) {
      file.close();
      throw e;
    }
  }

  /** Every entry from {@code seq} on of a journal that another process may be writing. */
  public static Entries read(Path path, EventCodecs codecs, long seq) {
    return FileEntries.open(path, new EntryFormat(codecs), FileJournal::poll, seq);
  }

  @Override
  public Entry append(Draft draft) {
    Entry entry = appendOne(draft);
    listeners.deliver();
    return entry;
  }

  @Override
  public Entry appendDurably(Draft draft) {
    Entry entry = appendOne(draft);
    disk.sync(this::written);
    listeners.deliver();
    return entry;
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public Entries from(long seq) {
    return FileEntries.open(path, format, this::await, seq);
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    return listeners.add(listener);
  }

  @Override
  public void close() {
    listeners.drain();
    appending.lock();
    try {
      if (!closed) {
        closed = true;
        grown.signalAll();
        file.close();
        lock.close();
      }
    } catch (IOException e) {
      throw failed(path, e);
    } finally {
      appending.unlock();
    }
  }

  private Entry appendOne(Draft draft) {
    appending.lock();
    try {
      if (closed) {
        throw new SlipwayException(ErrorCode.INTERNAL, "The journal " + path + " is closed");
      }
      if (broken) {
        throw failed(path, new IOException("an earlier write failed and could not be undone"));
      }
      Entry entry = format.number(last + 1, clock.instant(), draft);
      byte[] line = format.encode(entry);
      long begin = written;
      index.appended(entry.seq(), begin);
      write(line);
      written = begin + line.length;
      last = entry.seq();
      listeners.offer(entry);
      grown.signalAll();
      return entry;
    } catch (IOException e) {
      throw failed(path, e);
    } finally {
      appending.unlock();
    }
  }

  /** Writes a whole line or nothing; a file that can take neither is not written again. */
  private void write(byte[] line) throws IOException {
    try {
      file.write(line);
    } catch (IOException e) {
      broken = true;
      file.setLength(written);
      file.seek(written);
      broken = false;
      throw e;
    }
  }

  private long written() {
    return written;
  }

  private boolean await(long seq, Duration timeout) {
    long left = timeout.toNanos();
    appending.lock();
    try {
      while (last < seq && !closed && left > 0) {
        left = grown.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      appending.unlock();
    }
  }

  private static boolean poll(long seq, Duration timeout) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(timeout.toNanos(), POLL.toNanos()));
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static SlipwayException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new SlipwayException(
        ErrorCode.TIMED_OUT, "Interrupted while waiting for a journal entry", cause);
  }

  private static SlipwayException failed(Path path, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot write the journal " + path + ": " + cause.getMessage(), cause);
  }
}
