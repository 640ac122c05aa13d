package dev.slipway.runner;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Takes over what a step wrote into its command files. For one step.
 *
 * <p>Follows the runner's {@code FileCommandManager.cs}, with limits on sizes, and with only
 * regular files read: what a step leaves in their place is hostile until shown otherwise.
 */
final class CommandFileReading {
  /** Largest of the files that hold names and values, in bytes. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Linux refuses to start a program with a longer {@code NAME=value}. */
  private static final int MAX_VARIABLE_BYTES = 128 * 1024 - 1;

  private final CommandFiles files;
  private final ArtifactSubjects subjects;
  private final StepLog log;

  CommandFileReading(CommandFiles files, ArtifactSubjects subjects, StepLog log) {
    this.files = files;
    this.subjects = subjects;
    this.log = log;
  }

  void collect(Path workspace) {
    text(CommandFile.PATH, MAX_BYTES).ifPresent(this::collectPath);
    collectPairs(CommandFile.ENV, this::setVariable);
    collectPairs(CommandFile.STATE, this::setState);
    collectPairs(CommandFile.OUTPUT, this::setOutput);
    collectSummary();
    collectSubjects(workspace);
  }

  /**
   * The text of a file that holds something; empty as well when it cannot be read, which is told.
   */
  private Optional<String> text(CommandFile file, int maxBytes) {
    Path path = files.path(file);
    try {
      if (files.isUntouched(file)) {
        return Optional.empty();
      }
      return Optional.of(CommandFile.decode(CommandFile.read(path, maxBytes)));
    } catch (NoSuchFileException e) {
      log.debug("File does not exist '" + path + "'");
    } catch (IOException e) {
      fail(file, path + " was not read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void fail(CommandFile file, String mistake) {
    log.error("Unable to process file command '" + file.contextName() + "' successfully.");
    log.error(mistake);
    log.effects().commandFailed();
  }

  private void collectPath(String text) {
    if (text.indexOf('\0') >= 0) {
      fail(CommandFile.PATH, "Invalid value. A folder must not hold a NUL character");
      return;
    }
    for (String folder : text.split("\r\n|\r|\n", -1)) {
      if (!folder.isEmpty()) {
        log.effects().prependPath(folder);
      }
    }
  }

  private void collectPairs(CommandFile file, BiConsumer<String, String> pairs) {
    text(file, MAX_BYTES)
        .flatMap(text -> KeyValueFile.read(text, pairs))
        .ifPresent(mistake -> fail(file, mistake));
  }

  private void setVariable(String name, String value) {
    switch (ProtectedVariables.of(name)) {
      case NONE -> {
        log.effects().environment(name, value);
        log.debug(name + "='" + value + "'");
        warnOfLength(name, value);
      }
      case REFUSED ->
          log.error("Can't store " + name + " output parameter using '$GITHUB_ENV' command.");
      case IGNORED ->
          log.warning(
              "'"
                  + name
                  + "' was not set: variables named GITHUB_* and RUNNER_* belong to the run and"
                  + " cannot be changed using '$GITHUB_ENV'. Choose another name.");
    }
  }

  private void warnOfLength(String name, String value) {
    if (name.length() + value.length() < MAX_VARIABLE_BYTES / 4) {
      return;
    }
    int bytes = (name + "=" + value).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_VARIABLE_BYTES) {
      log.warning(
          "'"
              + name
              + "' holds "
              + bytes / 1024
              + " KiB: the steps that follow cannot start programs with a variable beyond 128 KiB."
              + " Pass it in a file.");
    }
  }

  private void setState(String name, String value) {
    log.effects().state(name, value);
    log.debug("Save intra-action state " + name + " = " + value);
  }

  private void setOutput(String name, String value) {
    log.effects().output(name, value);
    log.debug("Set output " + name + " = " + value);
  }

  /** A summary that is too large is an error, but fails nothing, as on GitHub. */
  private void collectSummary() {
    try {
      Optional<String> refusal =
          StepSummary.refusal(CommandFiles.attributes(files.path(CommandFile.STEP_SUMMARY)).size());
      if (refusal.isPresent()) {
        log.error(refusal.get());
        return;
      }
    } catch (IOException e) {
      log.debug("No step summary: " + e);
      return;
    }
    text(CommandFile.STEP_SUMMARY, StepSummary.MAX_BYTES)
        .ifPresent(text -> log.effects().summarize(log.mask(text)));
  }

  private void collectSubjects(Path workspace) {
    Optional<String> text = text(CommandFile.ARTIFACTS, ArtifactsFile.MAX_BYTES);
    if (text.isEmpty()) {
      return;
    }
    try {
      int before = subjects.size();
      for (ArtifactsFile.Declared declared : new ArtifactsFile(workspace).read(text.get())) {
        declare(declared);
      }
      int added = subjects.size() - before;
      if (added > 0) {
        log.line(
            "Captured "
                + added
                + " artifact subject(s) from this step (job total: "
                + subjects.size()
                + ").");
      }
    } catch (SlipwayException e) {
      fail(CommandFile.ARTIFACTS, String.valueOf(e.getMessage()));
    }
  }

  private void declare(ArtifactsFile.Declared declared) {
    subjects
        .declare(declared.subject())
        .ifPresent(
            refusal -> {
              throw ArtifactsFile.mistake(declared.line(), refusal);
            });
    log.effects().subject(declared.subject());
  }
}
