package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Questions of jobs that wait for somebody's yes: a file each in the state folder, with another one
 * beside it for the answer. They are gone with the run that asked.
 */
final class JobQuestions {
  private static final String ANSWER = ".answer";

  private final Path folder;

  JobQuestions(Path stateFolder) {
    this.folder = stateFolder.resolve("questions");
  }

  /**
   * An answer.
   *
   * @param by who gave it
   */
  record Answer(boolean yes, String by) {}

  /** Whether that question is open. */
  boolean isOpen(String id) {
    return id.matches("[a-z0-9-]+") && Files.isRegularFile(folder.resolve(id));
  }

  /** Asks; answers arrive under the id. */
  void ask(String id, String text) {
    write(folder.resolve(id), text);
  }

  /** The answer to a question, once there is one. */
  Optional<Answer> answer(String id) {
    Path file = folder.resolve(id + ANSWER);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      String[] words = Files.readString(file).split(" ", 2);
      return Optional.of(new Answer(words[0].equals("yes"), words[1]));
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot read " + file + ": " + e, e);
    }
  }

  /** Answers a question. */
  void answer(String id, Answer answer) {
    write(folder.resolve(id + ANSWER), (answer.yes() ? "yes " : "no ") + answer.by());
  }

  /** Forgets a question and its answer. */
  void close(String id) {
    try {
      Files.deleteIfExists(folder.resolve(id));
      Files.deleteIfExists(folder.resolve(id + ANSWER));
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot remove " + folder + ": " + e, e);
    }
  }

  private void write(Path file, String text) {
    try {
      Files.createDirectories(folder);
      Path fresh = folder.resolve(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot write " + file + ": " + e, e);
    }
  }
}
