package dev.slipway.runner.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for reports that were written since the job began and were not seen before. */
final class ReportSearch {
  private static final Set<String> SKIPPED =
      Set.of(
          "node_modules",
          ".git",
          ".venv",
          "venv",
          ".tox",
          ".nox",
          "__pycache__",
          "site-packages",
          ".mypy_cache",
          ".pytest_cache",
          ".next",
          ".cache");
  private static final int MAX_DEPTH = 12;
  private static final int MAX_ENTRIES = 200_000;
  private static final long MAX_SIZE = 64L * 1024 * 1024;
  private static final int PEEK = 4096;

  /** What a file holds. */
  enum Kind {
    TESTS,
    COBERTURA,
    LCOV
  }

  /** A report that was found. */
  record Found(Path file, Kind kind) {}

  private record Stamp(long size, Instant modified) {}

  private final Instant since;
  private final Map<Path, Stamp> seen = new HashMap<>();

  ReportSearch(Instant since) {
    this.since = since;
  }

  /** The reports below a folder that are new since the last search. */
  List<Found> find(Path folder) {
    var found = new ArrayList<Found>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try {
      Files.walkFileTree(
          folder, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new Visitor(folder, found));
    } catch (IOException e) {
      // What cannot be read holds no report that could be shown.
      return found;
    }
    return found;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Found> found;
    private int entries;

    Visitor(Path root, List<Found> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped = !folder.equals(root) && SKIPPED.contains(name(folder));
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (++entries > MAX_ENTRIES) {
        return FileVisitResult.TERMINATE;
      }
      String name = name(file);
      boolean candidate = name.endsWith(".xml") || name.endsWith(".info") || name.endsWith(".lcov");
      if (candidate && attributes.isRegularFile() && isNew(file, attributes)) {
        kind(file, name).ifPresent(kind -> found.add(new Found(file, kind)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException exception) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private boolean isNew(Path file, BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    if (modified.isBefore(since) || attributes.size() == 0 || attributes.size() > MAX_SIZE) {
      return false;
    }
    var stamp = new Stamp(attributes.size(), modified);
    return !stamp.equals(seen.put(file, stamp));
  }

  // The root element is within the first lines; a whole parse of every XML would be slow.
  private static Optional<Kind> kind(Path file, String name) {
    String head;
    try (var input = Files.newInputStream(file)) {
      head = new String(input.readNBytes(PEEK), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (!name.endsWith(".xml")) {
      boolean lcov = head.startsWith("TN:") || head.startsWith("SF:");
      return lcov ? Optional.of(Kind.LCOV) : Optional.empty();
    }
    if (head.contains("<testsuite")) {
      return Optional.of(Kind.TESTS);
    }
    boolean cobertura = head.contains("<coverage") && head.contains("line-rate");
    return cobertura ? Optional.of(Kind.COBERTURA) : Optional.empty();
  }
}
