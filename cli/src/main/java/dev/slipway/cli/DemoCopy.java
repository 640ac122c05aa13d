package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Copies an application without what its tools have left beside its sources. */
final class DemoCopy extends SimpleFileVisitor<Path> {
  private static final Set<String> LEFTOVERS =
      Set.of(
          ".git",
          ".slipway",
          ".venv",
          ".pytest_cache",
          "__pycache__",
          "node_modules",
          "dist",
          "coverage",
          "reports");

  private final Path from;
  private final Path to;

  private DemoCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /** Copies the folder {@code from} to {@code to}, which is made. */
  static void copy(Path from, Path to) {
    try {
      Files.walkFileTree(from, new DemoCopy(from, to));
    } catch (IOException refused) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot copy " + from + " to " + to + ": " + refused, refused);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!folder.equals(from) && LEFTOVERS.contains(folder.getFileName().toString())) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    Files.createDirectories(to.resolve(from.relativize(folder).toString()));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Path target = to.resolve(from.relativize(file).toString());
    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    return FileVisitResult.CONTINUE;
  }
}
