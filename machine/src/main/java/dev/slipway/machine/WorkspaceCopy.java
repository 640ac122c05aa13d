package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A copy of a working tree that steps may change: its tracked and unignored files, and a repository
 * that shares the original's objects.
 */
public final class WorkspaceCopy {
  private WorkspaceCopy() {}

  /** Copies the working tree into a folder that is empty or not there yet. */
  public static void make(Git source, Path target) {
    List<String> files = source.files();
    try {
      Files.createDirectories(target);
      for (String file : files) {
        Path from = source.root().resolve(file);
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        Path to = target.resolve(file);
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "Cannot copy " + source.root() + " to " + target + ": " + e.getMessage(),
          e);
    }
    source.cloneInto(target);
  }
}
