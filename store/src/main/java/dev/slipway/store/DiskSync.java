package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Brings a growing file to the disk, once for all who ask at the same time; safe for use by many
 * threads.
 *
 * <p>After a failed sync the kernel may have dropped what it could not write and report success the
 * next time, so a file that failed once is never again called durable.
 */
final class DiskSync {
  private final Path path;
  private final RandomAccessFile file;
  private final ReentrantLock syncing = new ReentrantLock();
  private long durable = -1;
  private boolean failed;

  DiskSync(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Returns when all that {@code written} tells now is on the disk. */
  void sync(LongSupplier written) {
    long wanted = written.getAsLong();
    syncing.lock();
    try {
      if (failed) {
        throw notDurable(new IOException("an earlier write to the disk failed"));
      }
      if (durable >= wanted) {
        return;
      }
      long reached = written.getAsLong();
      if (durable < 0) {
        syncFolder(path);
      }
      file.getFD().sync();
      durable = reached;
    } catch (IOException e) {
      failed = true;
      throw notDurable(e);
    } finally {
      syncing.unlock();
    }
  }

  /** Makes the name of {@code path} itself survive a power cut, also in an interrupted thread. */
  static void syncFolder(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private SlipwayException notDurable(IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot bring " + path + " to the disk: " + cause.getMessage(), cause);
  }
}
