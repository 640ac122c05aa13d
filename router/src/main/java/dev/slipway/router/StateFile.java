package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a router keeps its route table, so that it comes back with it after any end; safe for use
 * by any thread.
 *
 * <p>One router at a time holds the file. A table older than the one kept is never written over it.
 */
final class StateFile implements AutoCloseable {
  private final DurableFile file;
  private final FileChannel lock;
  private RouteTable kept;
  private Optional<String> address;

  private StateFile(DurableFile file, FileChannel lock, RouteTable kept, Optional<String> address) {
    this.file = file;
    this.lock = lock;
    this.kept = kept;
    this.address = address;
  }

  /**
   * Takes the file for this process and reads it; a file that was never there is an empty table.
   *
   * @throws SlipwayException CORRUPT when the file is not what was written, PORT_TAKEN when another
   *     router holds it
   */
  static StateFile open(Path path) {
    FileChannel lock = lock(path);
    try {
      DurableFile file = new DurableFile(path);
      return file.read()
          .map(content -> parsed(file, lock, content))
          .orElseGet(() -> new StateFile(file, lock, RouteTable.empty(), Optional.empty()));
    } catch (RuntimeException unusable) {
      close(lock);
      throw unusable;
    }
  }

  private static StateFile parsed(DurableFile file, FileChannel lock, byte[] content) {
    try {
      JsonFields json = JsonFields.parse(new String(content, StandardCharsets.UTF_8));
      return new StateFile(file, lock, TableJson.read(json), json.optionalText("address"));
    } catch (SlipwayException unknown) {
      // The checksum is right, so another version wrote it.
      throw file.corrupt("was written by another version of Slipway: " + unknown.getMessage());
    }
  }

  private static FileChannel lock(Path path) {
    Path beside = path.toAbsolutePath().resolveSibling(path.getFileName() + ".lock");
    try {
      Files.createDirectories(beside.getParent());
      FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tried(channel) == null) {
        channel.close();
        throw new SlipwayException(
            ErrorCode.PORT_TAKEN,
            "another router uses " + path + "; stop it, or choose another --state FILE");
      }
      return channel;
    } catch (IOException refused) {
      throw new SlipwayException(
          ErrorCode.MACHINE, beside + " cannot be locked: " + refused.getMessage(), refused);
    }
  }

  private static @Nullable FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null;
    }
  }

  /** The table last kept. */
  synchronized RouteTable table() {
    return kept;
  }

  /** Where the router listened last, if it ever did. */
  synchronized Optional<String> address() {
    return address;
  }

  /** Returns when the table is on the disk; an older one than is kept is left out. */
  synchronized void keep(RouteTable table) {
    if (table.generation() < kept.generation()) {
      return;
    }
    write(table, address);
    kept = table;
  }

  /** Notes where the router listens, so that the next start can listen there again. */
  synchronized void keepAddress(String now) {
    if (!address.equals(Optional.of(now))) {
      write(kept, Optional.of(now));
      address = Optional.of(now);
    }
  }

  private void write(RouteTable table, Optional<String> listening) {
    String json =
        Json.object(
            out -> {
              listening.ifPresent(text -> out.writeStringProperty("address", text));
              TableJson.write(out, table);
            });
    file.write(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    close(lock);
  }

  private static void close(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException gone) {
      // The end of the process lets it go as well.
    }
  }
}
