package dev.slipway.runner.action;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Folders of a job as one plain tar: no compression, since a local disk is faster than any.
 *
 * <p>Names begin with the place they belong to ({@code workspace}, {@code home}, {@code temp}), for
 * the next job has its folders elsewhere. An archive is not trusted: whatever would be written
 * outside the folders the cache is for is refused before anything is written.
 */
final class CacheArchive {
  private static final int BUFFER = 256 * 1024;
  private static final int MAX_ENTRIES = 5_000_000;

  private final JobPlaces places;

  CacheArchive(JobPlaces places) {
    this.places = places;
  }

  /** Writes the trees at the given paths. */
  void pack(List<Path> paths, OutputStream output) {
    try {
      var buffered = new BufferedOutputStream(output, BUFFER);
      var tar = new TarArchiveOutputStream(buffered, StandardCharsets.UTF_8.name());
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (Path path : withoutNested(paths)) {
        packTree(path, tar);
      }
      tar.finish();
      buffered.flush();
    } catch (IOException e) {
      throw FileTree.fault("pack", paths.getFirst(), e);
    }
  }

  private static List<Path> withoutNested(List<Path> paths) {
    var kept = new ArrayList<Path>();
    for (Path path : paths) {
      if (kept.stream().noneMatch(path::startsWith)) {
        kept.add(path);
      }
    }
    return kept;
  }

  private void packTree(Path path, TarArchiveOutputStream tar) throws IOException {
    String name = places.name(path);
    // A link given by name stands for what it leads to; links further down stay links.
    Path start = Files.isDirectory(path) ? path.toRealPath() : path;
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            packFolder(folder, below(folder) + "/", attributes, tar);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            packFile(file, below(file), attributes, tar);
            return FileVisitResult.CONTINUE;
          }

          private String below(Path file) {
            String rest = start.relativize(file).toString();
            return rest.isEmpty() ? name : name + "/" + rest;
          }
        });
  }

  private static void packFolder(
      Path folder, String name, BasicFileAttributes attributes, TarArchiveOutputStream tar)
      throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_DIR);
    entry.setMode(mode(folder));
    entry.setLastModifiedTime(attributes.lastModifiedTime());
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static void packFile(
      Path file, String name, BasicFileAttributes attributes, TarArchiveOutputStream tar)
      throws IOException {
    if (attributes.isSymbolicLink()) {
      var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(file).toString());
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    } else if (attributes.isRegularFile()) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(attributes.size());
      entry.setMode(mode(file));
      entry.setLastModifiedTime(attributes.lastModifiedTime());
      tar.putArchiveEntry(entry);
      Files.copy(file, tar);
      tar.closeArchiveEntry();
    }
    // Sockets and pipes mean nothing to another job.
  }

  private static int mode(Path file) throws IOException {
    String text =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    int mode = 0;
    for (int bit = 0; bit < text.length(); bit++) {
      if (text.charAt(bit) != '-') {
        mode |= 0400 >> bit;
      }
    }
    return mode;
  }

  /**
   * Writes the trees of an archive back, over what is there.
   *
   * @param archive opens the archive anew at each call; reading it to its end checks it
   * @param allowed the only trees anything may be written to
   * @throws SlipwayException when an entry does not belong there; nothing is written then
   */
  void unpack(Supplier<InputStream> archive, List<Path> allowed) {
    var target = new GuardedTree(allowed);
    try {
      read(archive, (entry, input) -> check(entry, target));
      read(archive, (entry, input) -> write(entry, input, target));
    } catch (IOException e) {
      throw FileTree.fault("unpack a cache into", allowed.getFirst(), e);
    }
  }

  private interface Visitor {
    void visit(TarArchiveEntry entry, TarArchiveInputStream input) throws IOException;
  }

  private static void read(Supplier<InputStream> archive, Visitor visitor) throws IOException {
    try (var input = new BufferedInputStream(archive.get(), BUFFER);
        var tar = new TarArchiveInputStream(input, StandardCharsets.UTF_8.name())) {
      int count = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++count > MAX_ENTRIES) {
          throw refused("it has more than " + MAX_ENTRIES + " entries");
        }
        visitor.visit(entry, tar);
      }
      input.transferTo(OutputStream.nullOutputStream());
    }
  }

  private void check(TarArchiveEntry entry, GuardedTree target) {
    boolean known =
        switch (entry.getLinkFlag()) {
          case TarConstants.LF_NORMAL,
              TarConstants.LF_OLDNORM,
              TarConstants.LF_DIR,
              TarConstants.LF_SYMLINK ->
              !entry.isSparse();
          default -> false;
        };
    if (!known) {
      throw refused(entry.getName() + " is neither a file, a folder nor a symbolic link");
    }
    target.check(places.path(entry.getName()));
  }

  private void write(TarArchiveEntry entry, TarArchiveInputStream input, GuardedTree target)
      throws IOException {
    Path path = places.path(entry.getName());
    if (entry.isDirectory()) {
      target.makeFolder(path);
      return;
    }
    if (entry.isSymbolicLink()) {
      target.makeLink(path, entry.getLinkName());
      return;
    }
    target.makeFile(path, input);
    Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    Files.setLastModifiedTime(path, FileTime.from(entry.getLastModifiedTime().toInstant()));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var text = new StringBuilder("rwxrwxrwx");
    for (int bit = 0; bit < text.length(); bit++) {
      if ((mode & (0400 >> bit)) == 0) {
        text.setCharAt(bit, '-');
      }
    }
    return PosixFilePermissions.fromString(text.toString());
  }

  static SlipwayException refused(String what) {
    return new SlipwayException(ErrorCode.REFUSED, "The archive is refused: " + what);
  }
}
