package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files a job's scripts stand in while their shells read them. Belongs to the job's thread.
 *
 * <p>One file serves all steps that end in the same extension: on a disk from which many files were
 * just removed, making a new one costs ext4 up to a millisecond, as it passes over every inode that
 * was freed in the last seconds. A shell that has ended reads its script no more.
 */
final class ScriptFiles {
  private static final int MOST_NAMES = 100;

  private final Path folder;
  private int generation;

  ScriptFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a script where the last one stood.
   *
   * @param extension with its dot, or empty
   * @throws SlipwayException when it cannot be written
   */
  Path write(String script, String extension) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    while (true) {
      Path file = folder.resolve("step" + suffix() + extension);
      try {
        clear(file);
        write(file, bytes);
        return file;
      } catch (IOException e) {
        generation++;
        if (generation >= MOST_NAMES) {
          throw new SlipwayException(
              ErrorCode.MACHINE, "Cannot write the script of a step to " + file + ": " + e, e);
        }
      }
    }
  }

  /** A step may have left something in the place of its script, or have removed the folder. */
  private void clear(Path file) throws IOException {
    try {
      if (!CommandFiles.attributes(file).isRegularFile()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      Files.createDirectories(folder);
    }
  }

  // Cut at its end only: a file that is emptied first is brought to the disk when it is closed.
  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer content = ByteBuffer.wrap(bytes);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      if (channel.size() > bytes.length) {
        channel.truncate(bytes.length);
      }
    }
  }

  private String suffix() {
    return generation == 0 ? "" : "-" + generation;
  }
}
