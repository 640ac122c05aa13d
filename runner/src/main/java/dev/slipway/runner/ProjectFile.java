package dev.slipway.runner;

import dev.slipway.document.Document;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The {@code slipway.yaml} of a repository, as far as it is about runs. */
final class ProjectFile {
  /** Its name, at the root of the repository. */
  static final String NAME = "slipway.yaml";

  private ProjectFile() {}

  /**
   * What it says about runs; the defaults when there is none.
   *
   * @throws SlipwayException INVALID_DOCUMENT when it has errors
   */
  static RunnerSettings settings(Path root, InstantSource clock) {
    Path file = root.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return RunnerSettings.DEFAULT;
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot read " + file + ": " + e.getMessage(), e);
    }
    Parsed<Document> document = Document.read(NAME, bytes);
    if (document.value().isEmpty()) {
      throw refused(document.problems(), bytes);
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    Parsed<RunnerSettings> settings = RunnerSettings.of(document.value().get(), today);
    return settings.value().orElseThrow(() -> refused(settings.problems(), bytes));
  }

  private static SlipwayException refused(List<Problem> problems, byte[] bytes) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    StringBuilder message = new StringBuilder("invalid " + NAME + "\n");
    problems.forEach(problem -> message.append(problem.render(text)));
    return new SlipwayException(ErrorCode.INVALID_DOCUMENT, message.toString().stripTrailing());
  }
}
