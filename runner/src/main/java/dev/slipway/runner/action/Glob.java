package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds files by patterns, one a line, with the semantics of the toolkit's {@code @actions/glob}:
 * later lines may exclude ({@code !}) what earlier ones found, a name matched takes in everything
 * below it, links are followed but never in a circle.
 */
final class Glob {
  /**
   * What a search does beyond the patterns.
   *
   * @param followLinks whether a link counts as what it leads to
   * @param descendants whether a matched folder takes in everything below it
   * @param hidden whether names that begin with a dot are found
   */
  record Options(boolean followLinks, boolean descendants, boolean hidden) {
    static final Options DEFAULT = new Options(true, true, true);
  }

  private record Item(Path path, int level) {}

  private final List<GlobPattern> patterns;
  private final Options options;

  private Glob(List<GlobPattern> patterns, Options options) {
    this.patterns = List.copyOf(patterns);
    this.options = options;
  }

  /**
   * Reads patterns; relative ones stand below the workspace, {@code ~} is the home.
   *
   * @throws InputException when one is malformed
   */
  static Glob of(String lines, JobFolders folders, Options options) {
    List<GlobPattern> patterns =
        lines
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(line -> GlobPattern.parse(line, folders.workspace(), folders.home()))
            .toList();
    return new Glob(patterns, options);
  }

  /** Where the search begins, without paths below other ones. */
  List<Path> searchPaths() {
    Set<Path> all = new LinkedHashSet<>();
    patterns.stream().filter(each -> !each.exclude()).forEach(each -> all.add(each.searchPath()));
    return all.stream()
        .filter(path -> all.stream().noneMatch(o -> !o.equals(path) && path.startsWith(o)))
        .toList();
  }

  /** The files and folders that match, a folder before what is in it, names in order. */
  List<Path> find() {
    List<GlobPattern> complete = withDescendants();
    Deque<Item> stack = new ArrayDeque<>();
    for (Path path : searchPaths()) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        stack.addLast(new Item(path, 1));
      }
    }
    var found = new ArrayList<Path>();
    var chain = new ArrayList<Path>();
    while (!stack.isEmpty()) {
      visit(stack.pop(), complete, chain, stack, found);
    }
    return found;
  }

  private List<GlobPattern> withDescendants() {
    var complete = new ArrayList<GlobPattern>();
    for (GlobPattern pattern : patterns) {
      complete.add(pattern);
      if (options.descendants() && pattern.needsDescendants()) {
        complete.add(pattern.descendants());
      }
    }
    return complete;
  }

  private void visit(
      Item item,
      List<GlobPattern> complete,
      List<Path> chain,
      Deque<Item> stack,
      List<Path> found) {
    List<String> names = GlobPattern.names(item.path());
    boolean asFile = matches(complete, names, false);
    boolean asFolder = asFile || matches(complete, names, true);
    boolean below =
        complete.stream().anyMatch(each -> !each.exclude() && each.mayMatchBelow(names));
    if (!asFolder && !below) {
      return;
    }
    BasicFileAttributes attributes = attributes(item.path());
    if (attributes == null || isHiddenAway(item.path())) {
      return;
    }
    if (!attributes.isDirectory()) {
      if (asFile) {
        found.add(item.path());
      }
      return;
    }
    if (isCircle(item, chain)) {
      return;
    }
    if (asFolder) {
      found.add(item.path());
    }
    if (asFolder || below) {
      pushChildren(item, stack);
    }
  }

  // A pattern with a slash at its end matches folders only; excluding undoes what matched before.
  private static boolean matches(List<GlobPattern> complete, List<String> names, boolean isFolder) {
    boolean matched = false;
    for (GlobPattern pattern : complete) {
      boolean applies = isFolder || !pattern.foldersOnly();
      if (applies && matched == pattern.exclude() && pattern.matches(names)) {
        matched = !pattern.exclude();
      }
    }
    return matched;
  }

  private boolean isHiddenAway(Path path) {
    Path name = path.getFileName();
    return !options.hidden() && name != null && name.toString().startsWith(".");
  }

  /** What the path is; null when it is gone or a link that leads nowhere. */
  private @Nullable BasicFileAttributes attributes(Path path) {
    try {
      if (options.followLinks()) {
        return Files.readAttributes(path, BasicFileAttributes.class);
      }
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null;
    }
  }

  private boolean isCircle(Item item, List<Path> chain) {
    if (!options.followLinks()) {
      return false;
    }
    while (chain.size() >= item.level()) {
      chain.removeLast();
    }
    Path real;
    try {
      real = item.path().toRealPath();
    } catch (IOException e) {
      return true;
    }
    if (chain.contains(real)) {
      return true;
    }
    chain.add(real);
    return false;
  }

  private static void pushChildren(Item folder, Deque<Item> stack) {
    var children = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
      entries.forEach(children::add);
    } catch (IOException e) {
      throw FileTree.fault("read the folder", folder.path(), e);
    }
    children.sort(Comparator.comparing(Path::toString).reversed());
    children.forEach(child -> stack.push(new Item(child, folder.level() + 1)));
  }
}
