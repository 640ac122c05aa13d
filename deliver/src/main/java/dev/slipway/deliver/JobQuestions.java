package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Questions of jobs that wait for somebody's yes: a file each in the state folder, with another one
 * beside it for the answer. They are gone with the run that asked.
 */
public final class JobQuestions {
  private static final String ANSWER = ".answer";
  private static final Pattern ID = Pattern.compile("[a-z0-9-]+");

  private final Path folder;

  /** Those of the project with that state folder. */
  public JobQuestions(Path stateFolder) {
    this.folder = stateFolder.resolve("questions");
  }

  /**
   * An answer.
   *
   * @param by who gave it
   */
  public record Answer(boolean yes, String by) {}

  /**
   * May a job enter an environment?
   *
   * @param id what the answer names
   * @param actor who began the run
   */
  public record Question(String id, String environment, String run, String job, String actor) {
    private static Optional<Question> of(String id, List<String> lines) {
      if (lines.size() != 4) {
        return Optional.empty();
      }
      return Optional.of(new Question(id, lines.get(0), lines.get(1), lines.get(2), lines.get(3)));
    }

    private String text() {
      return String.join("\n", environment, run, job, actor) + "\n";
    }
  }

  /** Whether that question is open. */
  public boolean isOpen(String id) {
    return ID.matcher(id).matches() && Files.isRegularFile(folder.resolve(id));
  }

  /** The questions that wait for an answer, in the order of their ids. */
  public List<Question> open() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Question> open = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String id = file.getFileName().toString();
        if (ID.matcher(id).matches()) {
          Question.of(id, Files.readAllLines(file)).ifPresent(open::add);
        }
      }
      return open;
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot read " + folder + ": " + e, e);
    }
  }

  /** Asks; answers arrive under the question's id. */
  public void ask(Question question) {
    write(folder.resolve(question.id()), question.text());
  }

  /** The answer to a question, once there is one. */
  public Optional<Answer> answer(String id) {
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
  public void answer(String id, Answer answer) {
    write(folder.resolve(id + ANSWER), (answer.yes() ? "yes " : "no ") + answer.by());
  }

  /** Forgets a question and its answer. */
  public void close(String id) {
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
