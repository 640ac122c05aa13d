package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files through which one running step sets outputs, environment, PATH, state, summary and
 * subjects. For one step at a time.
 *
 * <p>They last as long as the job and are used again; what a step leaves in their place is cleared
 * before the next one.
 */
final class CommandFiles implements AutoCloseable {
  private final CommandFilePool pool;
  private final Path folder;
  private final Map<CommandFile, Path> paths = new EnumMap<>(CommandFile.class);
  private Map<String, String> environment = Map.of();
  private String suffix;
  private int generation;
  private String listContent = "";
  private Optional<Stamp> listStamp = Optional.empty();

  /** Those in which the last step left nothing. */
  private final Set<CommandFile> untouched = EnumSet.noneOf(CommandFile.class);

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
    return paths.getOrDefault(file, folder);
  }

  /** Makes every file an empty regular one; those that are need nothing. */
  void prepare() throws IOException {
    for (CommandFile file : CommandFile.values()) {
      if (file != CommandFile.ARTIFACTS_LIST && !untouched.contains(file)) {
        prepare(file);
      }
    }
    untouched.clear();
    writeList();
  }

  /** Whether a file is as {@link #prepare} made it; then it need not be made again. */
  boolean isUntouched(CommandFile file) throws IOException {
    BasicFileAttributes attributes = attributes(path(file));
    boolean same = attributes.isRegularFile() && attributes.size() == 0;
    if (same) {
      untouched.add(file);
    }
    return same;
  }

  /**
   * Takes over what the step wrote.
   *
   * @param log tells the step what is wrong with it
   * @param workspace where relative paths of artifacts start
   */
  void collect(StepLog log, Path workspace) {
    new CommandFileReading(this, pool.subjects(), log).collect(workspace);
  }

  /** Gives the set back to the pool. */
  @Override
  public void close() {
    pool.giveBack(this);
  }

  private void name() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (CommandFile file : CommandFile.values()) {
      Path path = folder.resolve(file.prefix() + suffix);
      paths.put(file, path);
      variables.put(file.variable(), path.toString());
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
    if (listStamp.isPresent() && content.equals(listContent) && listStamp.equals(stamp(path))) {
      return;
    }
    Files.deleteIfExists(path);
    Files.writeString(path, content);
    listContent = content;
    listStamp = stamp(path);
  }

  private static Optional<Stamp> stamp(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(path);
      return Optional.of(
          new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Tells versions of a file apart. */
  private record Stamp(Object key, long size, FileTime modified) {}

  /** What stands at a place; a link as itself. */
  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
