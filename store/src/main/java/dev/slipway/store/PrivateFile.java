package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A small file that only its owner may read and that is always whole: the old or the new text. */
record PrivateFile(Path path) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** What it holds; empty if it is not there; a fault if others may read it. */
  Optional<String> read() {
    try {
      String text = Files.readString(path);
      refuseOpenDoors();
      return Optional.of(text);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.MACHINE, path + ": cannot be read", unreadable);
    }
  }

  private void refuseOpenDoors() throws IOException {
    Set<PosixFilePermission> granted = EnumSet.copyOf(Files.getPosixFilePermissions(path));
    granted.removeAll(OWNER_ONLY);
    if (!granted.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.REFUSED,
          path + ": others than its owner may use this file; run 'chmod 600 " + path + "'");
    }
  }

  /** Makes it, empty, if it is not there. */
  void create() {
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException there) {
      // As it should be from the second time on.
    } catch (IOException refused) {
      throw new SlipwayException(ErrorCode.MACHINE, path + ": cannot be made", refused);
    }
  }

  /** Replaces the text; when this returns, it is on the disk. */
  void write(String text) {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      DiskSync.syncFolder(path);
    } catch (IOException refused) {
      throw new SlipwayException(ErrorCode.MACHINE, path + ": cannot be written", refused);
    }
  }
}
