package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks our own archives. */
final class Archives {
  private static final int OWNER_EXECUTES = 0100;

  private Archives() {}

  /** With tar where it is installed (1.5 times faster than in Java), else in Java. */
  static void unpackTarXz(InputStream archive, Path folder) throws IOException {
    if (Programs.find("tar").isPresent() && Programs.find("xz").isPresent()) {
      unpackWithTar(archive, folder);
      return;
    }
    unpackInJava(archive, folder);
  }

  private static void unpackWithTar(InputStream archive, Path folder) throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + ".txz");
    try {
      Files.copy(archive, file);
      Command.of("tar", "-xJf", file.toString(), "--no-same-owner", "-C", folder.toString())
          .require("Unpacking");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static void unpackInJava(InputStream archive, Path folder) throws IOException {
    try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(archive))) {
      TarArchiveEntry entry = entries.getNextEntry();
      while (entry != null) {
        unpack(entry, entries, folder);
        entry = entries.getNextEntry();
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "The archive names a path outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    if ((entry.getMode() & OWNER_EXECUTES) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(target));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(target, permissions);
    }
  }
}
