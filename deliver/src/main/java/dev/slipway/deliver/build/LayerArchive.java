package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.BlobStore;
import dev.slipway.store.BlobWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tree of files as one tar: names sorted, one time for all, no owners, two modes; so equal trees
 * make equal bytes.
 */
final class LayerArchive {
  private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));
  private static final int FILE = 0100644;
  private static final int PROGRAM = 0100755;
  private static final int FOLDER = 040755;
  private static final int LINK = 0120777;
  private static final int OWNER_EXECUTES = 0100;
  private static final int BUFFER = 256 * 1024;

  private LayerArchive() {}

  /** Puts the files of those names below {@code root}, sorted, into the store. */
  static Layer pack(Path root, List<String> names, String path, BlobStore blobs) {
    long bytes = 0;
    try (BlobWriter blob = blobs.create()) {
      try (TarArchiveOutputStream tar = archive(blob)) {
        for (String name : names) {
          bytes += add(root, name, tar);
        }
      }
      return new Layer(path, blob.commit().digest(), bytes, names.size());
    } catch (IOException e) {
      throw FileTree.fault("pack", root, e);
    }
  }

  private static TarArchiveOutputStream archive(BlobWriter blob) {
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(new LeftOpen(blob), BUFFER), StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  private static long add(Path root, String name, TarArchiveOutputStream tar) throws IOException {
    Path file = root.resolve(name);
    if (Files.isSymbolicLink(file)) {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(Files.readSymbolicLink(file).toString());
      put(entry, LINK, tar);
      tar.closeArchiveEntry();
      return 0;
    }
    TarArchiveEntry entry = new TarArchiveEntry(name);
    if (name.endsWith("/")) {
      put(entry, FOLDER, tar);
      tar.closeArchiveEntry();
      return 0;
    }
    long size = Files.size(file);
    entry.setSize(size);
    put(entry, Files.isExecutable(file) ? PROGRAM : FILE, tar);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
    return size;
  }

  private static void put(TarArchiveEntry entry, int mode, TarArchiveOutputStream tar)
      throws IOException {
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setLastModifiedTime(TIME);
    tar.putArchiveEntry(entry);
  }

  /**
   * Unpacks an archive into an empty folder of its own; its files cannot be written to.
   *
   * @throws SlipwayException REFUSED when a name leads out of the folder, also by way of a link
   */
  static void unpack(InputStream archive, Path folder) throws IOException {
    Set<Path> links = new HashSet<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new BufferedInputStream(archive, BUFFER), StandardCharsets.UTF_8.name())) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        unpack(entry, tar, folder, links);
        entry = tar.getNextEntry();
      }
      // The end of the blob is where its digest is checked.
      archive.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private static void unpack(
      TarArchiveEntry entry, InputStream content, Path folder, Set<Path> links) throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder) || target.equals(folder) || isBehind(target, folder, links)) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "The archive names a path outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(FileTree.parent(target));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      links.add(target);
      return;
    }
    if (!entry.isFile()) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "The archive holds what is neither file nor link: " + entry.getName());
    }
    Files.copy(content, target);
    boolean program = (entry.getMode() & OWNER_EXECUTES) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(program ? "r-xr-xr-x" : "r--r--r--"));
    Files.setLastModifiedTime(target, TIME);
  }

  private static boolean isBehind(Path target, Path folder, Set<Path> links) {
    Path above = target.getParent();
    while (above != null && !above.equals(folder)) {
      if (links.contains(above)) {
        return true;
      }
      above = above.getParent();
    }
    return false;
  }

  /** A blob that outlives the tar written into it: it is committed after that is closed. */
  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(BlobWriter blob) {
      super(blob);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
