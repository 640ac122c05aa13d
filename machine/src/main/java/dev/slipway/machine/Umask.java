package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What the permissions of a new file are when nobody asks for any. */
final class Umask {
  static final Set<PosixFilePermission> ORDINARY_FILE = probe();

  private Umask() {}

  private static Set<PosixFilePermission> probe() {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            Lifetime.FOLDER_PREFIX + "umask-" + Folders.uniqueName());
    try {
      Files.createFile(file);
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      Files.delete(file);
      return Set.copyOf(permissions);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot write temporary files: " + e.getMessage(), e);
    }
  }
}
