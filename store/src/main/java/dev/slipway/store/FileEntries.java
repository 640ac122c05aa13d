package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Journal.Entries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in a journal file, which another process may be writing; for use by one thread. */
final class FileEntries implements Entries {
  private final Path path;
  private final EntryFormat format;
  private final Growth growth;
  private final LineScan lines;
  private long next;

  private FileEntries(Path path, EntryFormat format, Growth growth, LineScan lines, long next) {
    this.path = path;
    this.format = format;
    this.growth = growth;
    this.lines = lines;
    this.next = next;
  }

  /** The place before the entry {@code seq}, which need not be there yet. */
  static FileEntries open(Path path, EntryFormat format, Growth growth, long seq) {
    if (seq < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "The entries of a journal begin at 1, not at " + seq);
    }
    try {
      return open(path, format, growth, new LineScan(path), seq);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static FileEntries open(
      Path path, EntryFormat format, Growth growth, LineScan lines, long seq) throws IOException {
    try {
      JournalIndex.Place place = new JournalIndex(path).before(seq);
      FileEntries entries = new FileEntries(path, format, growth, lines, place.seq());
      entries.goTo(place, seq);
      return entries;
    } catch (IOException | SlipwayException e) {
      lines.close();
      throw e;
    }
  }

  @Override
  public Optional<Entry> next() {
    try {
      if (!lines.next()) {
        return Optional.empty();
      }
      Entry entry = decode();
      next++;
      return Optional.of(entry);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
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
      growing = growth.await(next, Duration.ofNanos(left));
      entry = next();
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Goes from an indexed place to {@code seq}; from the start when the index has misled. */
  private void goTo(JournalIndex.Place place, long seq) throws IOException {
    lines.seek(place.offset());
    if (place.seq() > 1 && !(lines.next() && standsOn(place.seq()))) {
      goTo(JournalIndex.Place.START, seq);
      return;
    }
    lines.seek(place.offset());
    next = place.seq();
    while (next < seq && lines.next()) {
      next++;
    }
  }

  private boolean standsOn(long seq) {
    try {
      return format.decode(lines.buffer(), lines.lineFrom(), lines.lineLength()).seq() == seq;
    } catch (SlipwayException e) {
      return false;
    }
  }

  private Entry decode() {
    Entry entry;
    try {
      entry = format.decode(lines.buffer(), lines.lineFrom(), lines.lineLength());
    } catch (SlipwayException e) {
      throw corrupt(e.getMessage(), e);
    }
    if (entry.seq() != next) {
      throw corrupt("it is numbered " + entry.seq(), null);
    }
    return entry;
  }

  private SlipwayException corrupt(@Nullable String why, @Nullable Throwable cause) {
    return new SlipwayException(
        ErrorCode.CORRUPT,
        path + ":" + next + ": this line is not the journal entry " + next + ": " + why,
        cause);
  }

  private static SlipwayException unreadable(Path path, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot read the journal " + path + ": " + cause.getMessage(), cause);
  }

  /** How to wait for the journal to grow. */
  @FunctionalInterface
  interface Growth {
    /**
     * Returns when there may be an entry {@code seq}, at the latest after {@code timeout}; false
     * when no entry will follow those there are.
     */
    boolean await(long seq, Duration timeout);
  }
}
