package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which file of the repository a path in a step's output means. Thread-safe.
 *
 * <p>The workspace is the repository. Where a step has checked out another one inside it, that
 * one's files are not the repository's; where it has checked out the same one again, paths start
 * there.
 */
final class SourceTree {
  private static final int MAX_REMEMBERED_FOLDERS = 100;

  private final Path workspace;
  private final String repository;
  private final Map<Path, Optional<Path>> roots = new HashMap<>();

  /**
   * @param workspace the job's workspace
   * @param repository its repository as {@code owner/name}
   */
  SourceTree(Path workspace, String repository) {
    this.workspace = workspace.toAbsolutePath().normalize();
    this.repository = repository.toLowerCase(Locale.ROOT);
  }

  Path workspace() {
    return workspace;
  }

  /** A path below the workspace as relative to it, with {@code /}; any other path as it is. */
  String shorten(String file) {
    if (file.indexOf('\0') >= 0 || !file.startsWith("/")) {
      return file;
    }
    Path path = Path.of(file).normalize();
    return path.startsWith(workspace) && !path.equals(workspace)
        ? workspace.relativize(path).toString()
        : file;
  }

  /**
   * The path in the repository of a file that a tool printed.
   *
   * @param file as printed
   * @param fromPath a file that {@code file} is relative to, such as a project file; may be empty
   * @return empty when there is no such file, or it is not the repository's
   */
  Optional<String> find(String file, String fromPath) {
    if (file.isBlank() || file.indexOf('\0') >= 0 || fromPath.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    Path base = workspace;
    if (!fromPath.isBlank()) {
      Path parent = workspace.resolve(fromPath).getParent();
      base = parent == null ? workspace : parent;
    }
    Path path = base.resolve(file).normalize();
    Path folder = path.getParent();
    if (folder == null || !path.startsWith(workspace) || !Files.isRegularFile(path)) {
      return Optional.empty();
    }
    return root(folder).map(root -> root.relativize(path).toString());
  }

  private synchronized Optional<Path> root(Path folder) {
    Optional<Path> known = roots.get(folder);
    if (known != null) {
      return known;
    }
    if (roots.size() >= MAX_REMEMBERED_FOLDERS) {
      roots.clear();
    }
    Optional<Path> root = findRoot(folder);
    roots.put(folder, root);
    return root;
  }

  private Optional<Path> findRoot(Path folder) {
    Path at = folder;
    while (at != null && !at.equals(workspace)) {
      Path config = at.resolve(".git").resolve("config");
      if (Files.isRegularFile(config)) {
        return isRepository(config) ? Optional.of(at) : Optional.empty();
      }
      at = at.getParent();
    }
    return Optional.of(workspace);
  }

  /** Whether a git configuration has a remote that ends in our owner and name. */
  private boolean isRepository(Path config) {
    try {
      return Files.readString(config)
          .lines()
          .map(line -> line.strip().toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith("url"))
          .map(SourceTree::withoutEnd)
          .anyMatch(line -> line.endsWith("/" + repository) || line.endsWith(":" + repository));
    } catch (IOException e) {
      return false;
    }
  }

  private static String withoutEnd(String line) {
    String end = ".git";
    return line.endsWith(end) ? line.substring(0, line.length() - end.length()) : line;
  }
}
