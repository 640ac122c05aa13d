package dev.slipway.runner;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The files through which one running step sets outputs, environment, PATH, state, summary and
 * subjects. For one step at a time.
 *
 * <p>Follows the runner's {@code FileCommandManager.cs}, with limits on sizes, and with only
 * regular files read: what a step leaves in their place is hostile until shown otherwise.
 */
final class CommandFiles implements AutoCloseable {
  /** Largest of the files that hold names and values, in bytes. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Linux refuses to start a program with a longer {@code NAME=value}. */
  private static final int MAX_VARIABLE_BYTES = 128 * 1024 - 1;

  private final CommandFilePool pool;
  private final Path folder;
  private Map<String, String> environment = Map.of();
  private String suffix;
  private int generation;
  private String listContent = "";
  private String listStamp = "";

  CommandFiles(CommandFilePool pool, Path folder, String suffix) {
    this.pool = pool;
    this.folder = folder;
    this.suffix = suffix;
    name();
  }

  /** The variables that tell a step where its files are. */
  Map<String, String> environment() {
    return environment;
  }

  /** Where a file is, for the {@code github} context. */
  Path path(CommandFile file) {
    return folder.resolve(file.prefix() + suffix);
  }

  /** Makes every file an empty regular one; those that are need nothing. */
  void prepare() throws IOException {
    for (CommandFile file : CommandFile.values()) {
      if (file != CommandFile.ARTIFACTS_LIST) {
        prepare(file);
      }
    }
    writeList();
  }

  /**
   * Takes over what the step wrote.
   *
   * @param log tells the step what is wrong with it
   * @param workspace where relative paths of artifacts start
   */
  void collect(StepLog log, Path workspace) {
    text(CommandFile.PATH, MAX_BYTES, log).ifPresent(text -> collectPath(text, log));
    collectPairs(CommandFile.ENV, log, (name, value) -> setVariable(log, name, value));
    collectPairs(CommandFile.STATE, log, (name, value) -> setState(log, name, value));
    collectPairs(CommandFile.OUTPUT, log, (name, value) -> setOutput(log, name, value));
    collectSummary(log);
    collectSubjects(log, workspace);
  }

  /** Gives the set back to the pool. */
  @Override
  public void close() {
    pool.giveBack(this);
  }

  private void name() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (CommandFile file : CommandFile.values()) {
      variables.put(file.variable(), path(file).toString());
    }
    environment = Collections.unmodifiableMap(variables);
  }

  private void prepare(CommandFile file) throws IOException {
    Path path = path(file);
    try {
      BasicFileAttributes attributes = attributes(path);
      if (attributes.isRegularFile() && attributes.size() == 0) {
        return;
      }
      Files.delete(path);
    } catch (NoSuchFileException e) {
      pool.ensureFolder();
    } catch (IOException e) {
      rename();
      return;
    }
    create(path);
  }

  /**
   * Makes a new file rather than emptying the old one, so that a process left over from an earlier
   * step goes on writing to a file that nobody reads.
   */
  private static void create(Path path) throws IOException {
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException e) {
      Files.delete(path);
      Files.createFile(path);
    }
  }

  /**
   * Leaves a place that cannot be cleared (a folder with files in it) and starts again beside it.
   */
  private void rename() throws IOException {
    generation++;
    if (generation > 100) {
      throw new IOException("a step keeps blocking the places of command files in " + folder);
    }
    int dash = suffix.indexOf('-');
    suffix = (dash < 0 ? suffix : suffix.substring(0, dash)) + "-" + generation;
    name();
    pool.ensureFolder();
    prepare();
  }

  /** Writes the list of subjects, unless what was last written still stands there. */
  private void writeList() throws IOException {
    String content = pool.subjects().toJson();
    Path path = path(CommandFile.ARTIFACTS_LIST);
    if (content.equals(listContent) && listStamp.equals(stamp(path))) {
      return;
    }
    Files.deleteIfExists(path);
    Files.writeString(path, content);
    listContent = content;
    listStamp = stamp(path);
  }

  /** Tells versions of a file apart; empty when it is missing. */
  private static String stamp(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(path);
      return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * The text of a file that holds something; empty as well when it cannot be read, which is told.
   */
  private Optional<String> text(CommandFile file, int maxBytes, StepLog log) {
    Path path = path(file);
    try {
      BasicFileAttributes attributes = attributes(path);
      if (attributes.isRegularFile() && attributes.size() == 0) {
        return Optional.empty();
      }
      return Optional.of(CommandFile.decode(CommandFile.read(path, maxBytes)));
    } catch (NoSuchFileException e) {
      log.debug("File does not exist '" + path + "'");
    } catch (IOException e) {
      fail(file, path + " was not read: " + e.getMessage(), log);
    }
    return Optional.empty();
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static void fail(CommandFile file, String mistake, StepLog log) {
    log.error("Unable to process file command '" + file.contextName() + "' successfully.");
    log.error(mistake);
    log.effects().commandFailed();
  }

  private static void collectPath(String text, StepLog log) {
    for (String folder : text.split("\r\n|\r|\n", -1)) {
      if (!folder.isEmpty()) {
        log.effects().prependPath(folder);
      }
    }
  }

  private void collectPairs(CommandFile file, StepLog log, BiConsumer<String, String> pairs) {
    text(file, MAX_BYTES, log)
        .flatMap(text -> KeyValueFile.read(text, pairs))
        .ifPresent(mistake -> fail(file, mistake, log));
  }

  private static void setVariable(StepLog log, String name, String value) {
    switch (ProtectedVariables.of(name)) {
      case NONE -> {
        log.effects().environment(name, value);
        log.debug(name + "='" + value + "'");
        warnOfLength(log, name, value);
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

  private static void warnOfLength(StepLog log, String name, String value) {
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

  private static void setState(StepLog log, String name, String value) {
    log.effects().state(name, value);
    log.debug("Save intra-action state " + name + " = " + value);
  }

  private static void setOutput(StepLog log, String name, String value) {
    log.effects().output(name, value);
    log.debug("Set output " + name + " = " + value);
  }

  /** A summary that is too large is an error, but fails nothing, as on GitHub. */
  private void collectSummary(StepLog log) {
    try {
      Optional<String> refusal =
          StepSummary.refusal(attributes(path(CommandFile.STEP_SUMMARY)).size());
      if (refusal.isPresent()) {
        log.error(refusal.get());
        return;
      }
    } catch (IOException e) {
      log.debug("No step summary: " + e);
      return;
    }
    text(CommandFile.STEP_SUMMARY, StepSummary.MAX_BYTES, log)
        .ifPresent(text -> log.effects().summarize(log.mask(text)));
  }

  private void collectSubjects(StepLog log, Path workspace) {
    Optional<String> text = text(CommandFile.ARTIFACTS, ArtifactsFile.MAX_BYTES, log);
    if (text.isEmpty()) {
      return;
    }
    try {
      int before = pool.subjects().size();
      for (ArtifactsFile.Declared declared : new ArtifactsFile(workspace).read(text.get())) {
        declare(declared, log);
      }
      int added = pool.subjects().size() - before;
      if (added > 0) {
        log.line(
            "Captured "
                + added
                + " artifact subject(s) from this step (job total: "
                + pool.subjects().size()
                + ").");
      }
    } catch (SlipwayException e) {
      fail(CommandFile.ARTIFACTS, String.valueOf(e.getMessage()), log);
    }
  }

  private void declare(ArtifactsFile.Declared declared, StepLog log) {
    pool.subjects()
        .declare(declared.subject())
        .ifPresent(
            refusal -> {
              throw ArtifactsFile.mistake(declared.line(), refusal);
            });
    log.effects().subject(declared.subject());
  }
}
