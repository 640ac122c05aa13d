package dev.slipway.runner.report;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names a test goes by: the one shown, which is pytest's own form where the file is known
 * ({@code backend/tests/test_x.py::test_y}), and those a quarantine entry may use as well.
 */
final class TestNames {
  private final Path workspace;
  private final List<Path> bases;

  /**
   * Names for the tests of one report.
   *
   * @param bases folders the names in the report may be relative to
   */
  TestNames(Path workspace, List<Path> bases) {
    this.workspace = workspace;
    this.bases = List.copyOf(bases);
  }

  /** The names of a test, the one to show first. */
  List<String> of(TestCase test) {
    Set<String> names = new LinkedHashSet<>();
    for (Path base : bases) {
      pythonName(test, base)
          .ifPresent(
              name -> {
                names.add(prefix(base) + name);
                names.add(name);
              });
    }
    test.file()
        .ifPresent(
            file -> {
              for (Path base : bases) {
                names.add(prefix(base) + file + "::" + test.name());
              }
            });
    names.add(plain(test));
    if (!test.suite().isEmpty()) {
      names.add(test.suite() + "::" + test.name());
    }
    return List.copyOf(prettiestFirst(names, test));
  }

  // What the writer called a file may not be one; then its own words are the better name.
  private List<String> prettiestFirst(Set<String> names, TestCase test) {
    var ordered = new ArrayList<>(names);
    boolean known = file(test).isPresent();
    if (!known) {
      ordered.remove(plain(test));
      ordered.addFirst(plain(test));
    }
    return ordered;
  }

  private static String plain(TestCase test) {
    if (test.suite().isEmpty() || test.name().startsWith(test.suite())) {
      return test.name();
    }
    return test.suite() + "." + test.name();
  }

  private String prefix(Path base) {
    if (!base.startsWith(workspace) || base.equals(workspace)) {
      return "";
    }
    return workspace.relativize(base) + "/";
  }

  // tests.test_x.TestA and test_b of pytest are tests/test_x.py::TestA::test_b.
  private static Optional<String> pythonName(TestCase test, Path base) {
    if (test.suite().isEmpty() || test.suite().indexOf('/') >= 0) {
      return Optional.empty();
    }
    List<String> parts = List.of(test.suite().split("\\.", -1));
    for (int length = parts.size(); length > 0; length--) {
      String file = String.join("/", parts.subList(0, length)) + ".py";
      if (isFile(base, file)) {
        var name = new StringBuilder(file);
        parts.subList(length, parts.size()).forEach(part -> name.append("::").append(part));
        return Optional.of(name.append("::").append(test.name()).toString());
      }
    }
    return Optional.empty();
  }

  /** The file a test stands in, relative to the workspace. */
  Optional<String> file(TestCase test) {
    for (Path base : bases) {
      Optional<String> file =
          test.file().or(() -> pythonName(test, base).map(name -> name.split("::", 2)[0]));
      if (file.isPresent() && isFile(base, file.get())) {
        return Optional.of(prefix(base) + file.get());
      }
    }
    return Optional.empty();
  }

  /** A file of the workspace that a text names, relative to the workspace. */
  Optional<String> known(String name) {
    for (Path base : bases) {
      try {
        Path file = base.resolve(name).normalize();
        boolean ours = file.startsWith(workspace) && !file.toString().contains("node_modules");
        if (ours && Files.isRegularFile(file)) {
          return Optional.of(workspace.relativize(file).toString());
        }
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isFile(Path base, String file) {
    try {
      return Files.isRegularFile(base.resolve(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
