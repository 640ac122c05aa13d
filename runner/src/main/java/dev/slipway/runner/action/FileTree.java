package dev.slipway.runner.action;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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
      Folders.delete(root);
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
}
