package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The command files of one job: each running step borrows a set, a step that wrote nothing leaves
 * it as it was for the next. Thread-safe.
 */
final class CommandFilePool {
  private static final String FOLDER = "_runner_file_commands";

  private final Path folder;
  private final ArtifactSubjects subjects;
  private final Deque<CommandFiles> idle = new ArrayDeque<>();
  private int sets;

  /**
   * @param temp the job's {@code RUNNER_TEMP}
   * @param subjects what the job's steps have declared
   */
  CommandFilePool(Path temp, ArtifactSubjects subjects) {
    this.folder = temp.resolve(FOLDER);
    this.subjects = subjects;
  }

  /**
   * A set of files, all empty, for one step; closing gives it back.
   *
   * @throws SlipwayException when the files cannot be made
   */
  CommandFiles borrow() {
    CommandFiles files = next();
    try {
      files.prepare();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make the command files of a step in " + folder + ": " + e, e);
    }
    return files;
  }

  ArtifactSubjects subjects() {
    return subjects;
  }

  synchronized void giveBack(CommandFiles files) {
    idle.push(files);
  }

  private synchronized CommandFiles next() {
    CommandFiles files = idle.poll();
    return files != null ? files : new CommandFiles(this, folder, String.valueOf(++sets));
  }

  /** Makes the folder again when a step removed it with the rest of its temporary files. */
  void ensureFolder() throws IOException {
    Files.createDirectories(folder);
  }
}
