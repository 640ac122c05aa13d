package dev.slipway.machine;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies many files with a few threads: content, permissions, time of change, links as links.
 *
 * <p>A small file is one read and one write. A large one goes by {@link Files#copy}, which hands it
 * to the kernel: on a file system that can, the copy shares the blocks of the original.
 */
final class TreeCopy {
  private static final int SMALL = 256 * 1024;
  private static final int BATCH = 32;
  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

  private final Path source;
  private final Path target;
  private final ServerUser owner;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger copied = new AtomicInteger();

  TreeCopy(Path source, Path target, ServerUser owner) {
    this.source = source;
    this.target = target;
    this.owner = owner;
  }

  /** How many bytes were copied. */
  long bytes() {
    return bytes.get();
  }

  /** How many files and links were copied. */
  int files() {
    return copied.get();
  }

  /**
   * Copies a whole folder into one that does not exist yet: content and links only, which is half
   * the work, in folders that keep others out.
   */
  void all() throws IOException {
    List<String> files = new ArrayList<>();
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path copy = target.resolve(source.relativize(folder));
            Folders.createPrivate(copy);
            owner.own(copy);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(source.relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }
        });
    copyFiles(files, false);
  }

  /**
   * Copies the files at some relative paths, and makes the folders they need. A path that is not
   * there, or only behind a link, is left out; of a folder, such as a submodule, nothing but itself
   * is copied.
   */
  void some(List<String> files) throws IOException {
    Set<String> folders = new TreeSet<>();
    for (String file : files) {
      String folder = parent(file);
      if (!folder.isEmpty()) {
        folders.add(folder);
      }
    }
    Set<String> linked = new HashSet<>();
    Files.createDirectories(target);
    for (String folder : folders) {
      if (isBehindLink(folder, linked)) {
        linked.add(folder);
      } else {
        Files.createDirectories(target.resolve(folder));
      }
    }
    if (linked.isEmpty()) {
      copyFiles(files, true);
    } else {
      copyFiles(files.stream().filter(file -> !linked.contains(parent(file))).toList(), true);
    }
  }

  /** Folders come in order, so those above were seen; a folder without files of its own was not. */
  private boolean isBehindLink(String folder, Set<String> linked) {
    for (String path = folder; !path.isEmpty(); path = parent(path)) {
      if (linked.contains(path) || Files.isSymbolicLink(source.resolve(path))) {
        return true;
      }
    }
    return false;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  private void copyFiles(List<String> files, boolean exact) throws IOException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService workers = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> results = new ArrayList<>();
      for (int worker = 0; worker < THREADS; worker++) {
        results.add(
            workers.submit(
                () -> {
                  copyBatches(files, next, exact);
                  return true;
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while copying " + source, e);
    }
  }

  private void copyBatches(List<String> files, AtomicInteger next, boolean exact)
      throws IOException {
    byte[] buffer = new byte[SMALL];
    int from = next.getAndAdd(BATCH);
    while (from < files.size()) {
      for (String file : files.subList(from, Math.min(from + BATCH, files.size()))) {
        copy(file, buffer, exact);
      }
      from = next.getAndAdd(BATCH);
    }
  }

  private void copy(String file, byte[] buffer, boolean exact) throws IOException {
    Path from = source.resolve(file);
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    Path to = target.resolve(file);
    if (attributes.isSymbolicLink()) {
      Files.createSymbolicLink(to, Files.readSymbolicLink(from));
    } else if (attributes.isRegularFile()) {
      copyContent(from, to, attributes, buffer);
      if (exact && attributes.size() < SMALL) {
        copyAttributes(to, attributes);
      }
    } else {
      if (attributes.isDirectory()) {
        Files.createDirectories(to);
      }
      return;
    }
    owner.own(to);
    copied.incrementAndGet();
  }

  private void copyContent(Path from, Path to, PosixFileAttributes attributes, byte[] buffer)
      throws IOException {
    if (attributes.size() >= SMALL) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
      bytes.addAndGet(attributes.size());
      return;
    }
    try (FileInputStream input = new FileInputStream(from.toFile());
        FileOutputStream output = new FileOutputStream(to.toFile())) {
      int length = input.read(buffer);
      while (length > 0) {
        output.write(buffer, 0, length);
        bytes.addAndGet(length);
        length = input.read(buffer);
      }
    }
  }

  private static void copyAttributes(Path to, PosixFileAttributes attributes) throws IOException {
    Set<PosixFilePermission> permissions = attributes.permissions();
    if (!permissions.equals(Umask.ORDINARY_FILE)) {
      Files.setPosixFilePermissions(to, permissions);
    }
    Files.setLastModifiedTime(to, attributes.lastModifiedTime());
  }
}
