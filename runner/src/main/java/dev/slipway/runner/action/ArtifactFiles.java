package dev.slipway.runner.action;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The files some patterns select for an artifact.
 *
 * @param root the folder the names in the artifact are relative to
 * @param files the files, none a folder
 */
record ArtifactFiles(Path root, List<Path> files) {
  /** Searches with the patterns of an upload step. */
  static ArtifactFiles search(ActionContext context, String patterns, boolean hidden) {
    var options = new Glob.Options(true, true, hidden);
    Glob glob = Glob.of(patterns, context.job().folders(), options);
    List<Path> files = glob.find().stream().filter(file -> !Files.isDirectory(file)).toList();
    warnOfCase(context, files);
    List<Path> searchPaths = glob.searchPaths();
    if (searchPaths.size() > 1) {
      Path root = commonAncestor(searchPaths);
      context.line(
          "Multiple search paths detected. Calculating the least common ancestor of all paths");
      context.line(
          "The least common ancestor is "
              + root
              + ". This will be the root directory of the artifact");
      return new ArtifactFiles(root, files);
    }
    Path root = searchPaths.isEmpty() ? context.workspace() : searchPaths.getFirst();
    boolean single = files.size() == 1 && files.getFirst().equals(root);
    return new ArtifactFiles(single ? FileTree.parent(root) : root, files);
  }

  private static void warnOfCase(ActionContext context, List<Path> files) {
    var seen = new HashSet<String>();
    for (Path file : files) {
      if (!seen.add(file.toString().toLowerCase(Locale.ROOT))) {
        context.line(
            "Uploads are case insensitive: "
                + file
                + " was detected that it will be overwritten by another file with the same path");
      }
    }
  }

  private static Path commonAncestor(List<Path> paths) {
    Path common = paths.getFirst();
    for (Path path : paths) {
      while (!path.startsWith(common)) {
        common = FileTree.parent(common);
      }
    }
    return common;
  }

  /**
   * The files by their names in the artifact.
   *
   * @throws InputException when a name has a character some file system refuses
   */
  Map<String, Path> byName() {
    var named = new LinkedHashMap<String, Path>();
    for (Path file : files) {
      String name = root.relativize(file).toString();
      ArtifactNames.checkPath(name);
      named.put(name, file);
    }
    return named;
  }
}
