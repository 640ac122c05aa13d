package dev.slipway.runner.action;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a path pattern as the toolkit's glob package reads it: always absolute, {@code *}
 * {@code ?} {@code [a-z]} within a segment, {@code **} across segments, {@code !} in front to
 * exclude.
 *
 * @param segments the parts between slashes, without the root
 * @param foldersOnly whether the pattern ended with a slash
 * @param implicit whether it was added to a pattern to take in everything below what that matches
 */
record GlobPattern(boolean exclude, List<String> segments, boolean foldersOnly, boolean implicit) {
  private static final String ANY_DEPTH = "**";

  GlobPattern {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a line.
   *
   * @throws InputException when it has {@code ..} or an inner {@code .} segment
   */
  static GlobPattern parse(String line, Path workspace, Path home) {
    String rest = line.strip();
    boolean exclude = false;
    while (rest.startsWith("!")) {
      exclude = !exclude;
      rest = rest.substring(1).strip();
    }
    var segments = new ArrayList<String>();
    List<String> written = split(rest);
    if (rest.startsWith("/")) {
      segments.addAll(written);
    } else if (!written.isEmpty() && written.getFirst().equals("~")) {
      segments.addAll(literal(home));
      segments.addAll(written.subList(1, written.size()));
    } else {
      boolean dot = !written.isEmpty() && written.getFirst().equals(".");
      segments.addAll(literal(workspace));
      segments.addAll(dot ? written.subList(1, written.size()) : written);
    }
    checkRelativeParts(line, written);
    return new GlobPattern(exclude, segments, rest.endsWith("/"), false);
  }

  private static void checkRelativeParts(String line, List<String> written) {
    for (int index = 0; index < written.size(); index++) {
      String segment = written.get(index);
      if (segment.equals("..") || (segment.equals(".") && index > 0)) {
        throw new InputException(
            "Invalid pattern '"
                + line.strip()
                + "'. Relative pathing '.' and '..' is not allowed.");
      }
    }
  }

  private static List<String> split(String path) {
    var parts = new ArrayList<String>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static List<String> literal(Path folder) {
    return names(folder).stream().map(Wildcard::escape).toList();
  }

  /** The names of an absolute path. */
  static List<String> names(Path path) {
    var names = new ArrayList<String>(path.getNameCount());
    for (Path name : path) {
      names.add(name.toString());
    }
    return names;
  }

  /** The pattern that also takes in everything below what this one matches. */
  GlobPattern descendants() {
    var deeper = new ArrayList<>(segments);
    deeper.add(ANY_DEPTH);
    return new GlobPattern(exclude, deeper, false, true);
  }

  boolean needsDescendants() {
    return foldersOnly || segments.isEmpty() || !segments.getLast().equals(ANY_DEPTH);
  }

  /** The path before the first segment with a wildcard: where a search has to begin. */
  Path searchPath() {
    Path path = Path.of("/");
    for (String segment : segments) {
      if (Wildcard.isPattern(segment)) {
        break;
      }
      path = path.resolve(Wildcard.unescape(segment));
    }
    return path;
  }

  /** Whether the path with these names matches; a folder pattern is left to the caller. */
  boolean matches(List<String> names) {
    return matches(names, 0, 0);
  }

  private boolean matches(List<String> names, int name, int segment) {
    if (segment == segments.size()) {
      return name == names.size();
    }
    String pattern = segments.get(segment);
    if (pattern.equals(ANY_DEPTH)) {
      return matchesAnyDepth(names, name, segment);
    }
    return name < names.size()
        && Wildcard.matches(pattern, names.get(name))
        && matches(names, name + 1, segment + 1);
  }

  private boolean matchesAnyDepth(List<String> names, int name, int segment) {
    if (segment == segments.size() - 1) {
      // What stands before an implicit ** is matched by the pattern it was made of.
      return !implicit || name < names.size();
    }
    for (int next = name; next <= names.size(); next++) {
      if (matches(names, next, segment + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something below the path with these names may match. */
  boolean mayMatchBelow(List<String> names) {
    for (int index = 0; index < names.size(); index++) {
      if (index == segments.size()) {
        return false;
      }
      String pattern = segments.get(index);
      if (pattern.equals(ANY_DEPTH)) {
        return true;
      }
      if (!Wildcard.matches(pattern, names.get(index))) {
        return false;
      }
    }
    return true;
  }
}
