package dev.slipway.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * A folder on its way out: moved aside at once, then removed by a process of low priority.
 *
 * <p>The files of a job can be tens of thousands, and removing them takes seconds on a slow disk
 * that nobody should wait for. The process ignores Ctrl-C and outlives us; should it be killed,
 * {@link Reaper#sweep} removes what it left.
 */
final class DiscardedFolder {
  /** The start of the names of folders on their way out. */
  static final String PREFIX = Lifetime.FOLDER_PREFIX + "discarded-";

  /** A small folder is gone in that time, so that nothing is seen of it. */
  private static final long PATIENCE_MILLIS = 100;

  private static final String REMOVE =
      "trap '' INT HUP; rm -rf \"$0\" 2>/dev/null || { chmod -R u+rwX \"$0\"; rm -rf \"$0\"; }";

  private DiscardedFolder() {}

  /** Removes a folder and all in it; returns before the last file is gone when there are many. */
  static void discard(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path aside = folder.resolveSibling(PREFIX + Folders.uniqueName());
    try {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
      remove(aside);
    } catch (IOException e) {
      Folders.delete(folder);
      Folders.delete(aside);
    }
  }

  private static void remove(Path folder) throws IOException {
    Process remover =
        new ProcessBuilder("nice", "-n", "10", "sh", "-c", REMOVE, folder.toString())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      remover.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
