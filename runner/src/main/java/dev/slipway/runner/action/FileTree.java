package dev.slipway.runner.action;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole trees of files: made, removed, moved; a symbolic link is never followed. */
final class FileTree {
  private FileTree() {}

  /** Makes the folder with its parents. */
  static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw fault("make the folder", folder, e);
    }
  }

  /** The folder a file is in. */
  static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  /** Removes everything below the folder, and the folder itself; nothing there is fine. */
  static void delete(Path root) {
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException e) {
      throw fault("remove", root, e);
    }
  }

  /** Removes everything below the folder and leaves it empty. */
  static void deleteContents(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      children.forEach(FileTree::delete);
    } catch (IOException e) {
      throw fault("empty the folder", folder, e);
    }
  }

  static boolean isEmpty(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    } catch (IOException e) {
      throw fault("read the folder", folder, e);
    }
  }

  /** The fault of a file system that refuses what should be possible. */
  static SlipwayException fault(String what, Path path, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot " + what + " " + path + ": " + cause.getMessage(), cause);
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException exception) throws IOException {
      if (Files.exists(file)) {
        throw exception;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException exception)
        throws IOException {
      if (exception != null) {
        throw exception;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
