package dev.slipway.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The offsets of every 1024th entry of a journal file, beside it in {@code <name>.idx}: big-endian
 * longs, the first for entry 1025. Only a hint: it is made anew from the journal when it does not
 * fit. The file is made when there is something to put in it.
 */
final class JournalIndex {
  /** Entries from one indexed entry to the next. */
  static final int STRIDE = 1024;

  private final Path journal;
  private final Path path;
  private final ByteBuffer one = ByteBuffer.allocate(Long.BYTES);

  JournalIndex(Path journal) {
    this.journal = journal;
    this.path = journal.resolveSibling(journal.getFileName() + ".idx");
  }

  /** Makes the index fit a journal that ends at {@code tail}. */
  void mend(JournalTail tail) throws IOException {
    long expected = Math.max(0, (tail.last() - 1) / STRIDE) * Long.BYTES;
    if (Files.exists(path) && Files.size(path) != expected) {
      Files.delete(path);
    }
    if (expected > 0 && !Files.exists(path)) {
      rebuild(tail);
    }
  }

  /** Notes where the entry {@code seq} begins, if it is one of those the index holds. */
  void appended(long seq, long offset) throws IOException {
    if (seq == 1 || (seq - 1) % STRIDE != 0) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(((seq - 1) / STRIDE - 1) * Long.BYTES);
      file.write(one.putLong(0, offset).array());
    }
  }

  /** The nearest known entry at or before {@code seq}. */
  Place before(long seq) throws IOException {
    long record = (seq - 1) / STRIDE;
    if (record == 0 || !Files.exists(path)) {
      return Place.START;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      record = Math.min(record, file.length() / Long.BYTES);
      if (record == 0) {
        return Place.START;
      }
      file.seek((record - 1) * Long.BYTES);
      return new Place(record * STRIDE + 1, file.readLong());
    }
  }

  private void rebuild(JournalTail tail) throws IOException {
    try (LineScan lines = new LineScan(journal)) {
      for (long seq = 1 + STRIDE; seq <= tail.last(); seq += STRIDE) {
        lines.skip(STRIDE);
        appended(seq, lines.offset());
      }
    }
  }

  /** An entry's number and the offset of its line. */
  record Place(long seq, long offset) {
    static final Place START = new Place(1, 0);
  }
}
