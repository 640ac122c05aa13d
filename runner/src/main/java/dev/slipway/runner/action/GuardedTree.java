package dev.slipway.runner.action;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Trees that files of an untrusted archive may be written to, and nothing else.
 *
 * <p>A symbolic link may lead anywhere, as in an environment of Python, but nothing is ever written
 * through one: every folder on the way to a file is a real folder.
 */
final class GuardedTree {
  private final List<Path> allowed;
  private final Set<Path> realFolders = new HashSet<>();

  GuardedTree(List<Path> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /**
   * Makes sure that the path lies in one of the trees.
   *
   * @throws dev.slipway.fault.SlipwayException when it does not
   */
  void check(Path path) {
    if (allowed.stream().noneMatch(path::startsWith)) {
      throw CacheArchive.refused(path + " is outside " + allowed);
    }
  }

  void makeFolder(Path folder) throws IOException {
    check(folder);
    enter(folder);
  }

  void makeLink(Path link, String target) throws IOException {
    prepare(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  void makeFile(Path file, InputStream content) throws IOException {
    prepare(file);
    Files.copy(content, file);
  }

  private void prepare(Path file) throws IOException {
    check(file);
    enter(FileTree.parent(file));
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw CacheArchive.refused(file + " is a folder here and a file in the archive");
    }
    Files.deleteIfExists(file);
  }

  // Above an allowed tree the folders are the job's own; from its root on they must be real.
  private void enter(Path folder) throws IOException {
    if (realFolders.contains(folder)) {
      return;
    }
    Path root = allowed.stream().filter(folder::startsWith).findFirst().orElse(folder);
    if (!folder.equals(root)) {
      enter(FileTree.parent(folder));
    }
    if (Files.isSymbolicLink(folder) && !folder.equals(root)) {
      throw CacheArchive.refused(folder + " is a symbolic link, and files would go through it");
    }
    Files.createDirectories(folder);
    realFolders.add(folder);
  }
}
