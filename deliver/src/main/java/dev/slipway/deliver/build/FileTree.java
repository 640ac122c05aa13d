package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole trees of files: listed, linked, removed; a symbolic link is never followed. */
final class FileTree {
  private FileTree() {}

  /**
   * The files, links and empty folders below {@code root}, relative to it, with slashes, sorted; an
   * empty folder ends with a slash.
   */
  static List<String> list(Path root) throws IOException {
    List<String> names = new ArrayList<>();
    Files.walkFileTree(root, new Listing(root, names));
    names.sort(null);
    return names;
  }

  /**
   * Gives every file below {@code from} a second name below {@code to}; a file that is there
   * already is replaced. Where the file system cannot, files are copied.
   */
  static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : list(from)) {
      Path target = to.resolve(name);
      if (name.endsWith("/")) {
        Files.createDirectories(target);
        continue;
      }
      Files.createDirectories(parent(target));
      linkFile(from.resolve(name), target);
    }
  }

  private static void linkFile(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    try {
      if (Files.isSymbolicLink(from)) {
        Files.createSymbolicLink(to, Files.readSymbolicLink(from));
      } else {
        Files.createLink(to, from);
      }
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Removes everything below {@code root}, and itself; nothing there is fine. */
  static void delete(Path root) {
    try {
      Folders.delete(root);
    } catch (IOException e) {
      throw fault("remove", root, e);
    }
  }

  static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  /** The fault of a file system that refuses what should be possible. */
  static SlipwayException fault(String what, Path path, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot " + what + " " + path + ": " + cause.getMessage(), cause);
  }

  private static final class Listing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<String> names;
    private int seen = -1;

    Listing(Path root, List<String> names) {
      this.root = root;
      this.names = names;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      seen = names.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      names.add(root.relativize(file).toString());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (seen == names.size() && !folder.equals(root)) {
        names.add(root.relativize(folder) + "/");
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
