package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to append to a file, held by at most one opener on this machine; the kernel takes it
 * back when its process ends.
 */
final class AppenderLock implements AutoCloseable {
  /**
   * What this process holds. Asked first, because closing any descriptor of a locked file gives up
   * the lock of the whole process.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private AppenderLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Takes the right to append to {@code file}, or fails at once and names the holder. */
  static AppenderLock take(Path file) {
    Path path = file.toAbsolutePath().normalize().resolveSibling(file.getFileName() + ".lock");
    if (!HELD.add(path)) {
      throw taken(file, ProcessHandle.current().pid() + " (this one)");
    }
    try {
      AppenderLock lock = lock(path);
      if (lock != null) {
        return lock;
      }
    } catch (IOException e) {
      HELD.remove(path);
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot lock " + path + ": " + e.getMessage(), e);
    }
    HELD.remove(path);
    throw taken(file, holder(path));
  }

  private static @Nullable AppenderLock lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      return null;
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return new AppenderLock(path, channel);
  }

  private static String holder(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static SlipwayException taken(Path file, String holder) {
    return new SlipwayException(
        ErrorCode.MACHINE,
        file + " is being written by process " + holder + "; wait for it or stop it first");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot unlock " + path + ": " + e.getMessage(), e);
    } finally {
      HELD.remove(path);
    }
  }
}
