package dev.slipway.runner.action;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The zip archives artifacts are stored as; none is trusted when it is unpacked. */
final class ArtifactZip {
  private static final int BUFFER = 256 * 1024;
  private static final int MAX_ENTRIES = 1_000_000;
  private static final long GIB = 1024L * 1024 * 1024;
  private static final Caps CAPS = new Caps(10 * GIB, GIB, 500);

  /**
   * How much may come out of one archive.
   *
   * @param most bytes in all
   * @param trusted bytes that may come out of an archive however small it is
   * @param ratio how many times smaller an archive of more than that may be
   */
  record Caps(long most, long trusted, long ratio) {}

  private ArtifactZip() {}

  /** Writes files by their names in the archive, and returns the archive's digest. */
  static String write(Map<String, Path> files, int level, Path archive) {
    var digest = Digests.sha256();
    try (OutputStream file = Files.newOutputStream(archive);
        var counted = new DigestOutputStream(new BufferedOutputStream(file, BUFFER), digest);
        var zip = new ZipOutputStream(counted)) {
      zip.setLevel(level);
      for (Map.Entry<String, Path> each : files.entrySet()) {
        var entry = new ZipEntry(each.getKey());
        entry.setLastModifiedTime(Files.getLastModifiedTime(each.getValue()));
        zip.putNextEntry(entry);
        Files.copy(each.getValue(), zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw FileTree.fault("write", archive, e);
    }
    return Digests.hex(digest);
  }

  /**
   * Unpacks an archive into a folder, over what is there.
   *
   * @throws dev.slipway.fault.SlipwayException when an entry would leave the folder or the whole is
   *     unreasonably large
   */
  static void unpack(Path archive, Path folder) {
    unpack(archive, folder, CAPS);
  }

  static void unpack(Path archive, Path folder, Caps caps) {
    var target = new GuardedTree(List.of(folder));
    try (var zip = new ZipFile(archive.toFile())) {
      check(zip, archive, folder, target);
      var budget = new Budget(archive, caps);
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path path = path(folder, entry.getName());
        if (entry.isDirectory()) {
          target.makeFolder(path);
        } else {
          try (InputStream content = budget.counting(zip.getInputStream(entry))) {
            target.makeFile(path, content);
          }
        }
      }
    } catch (IOException e) {
      throw FileTree.fault("unpack", archive, e);
    }
  }

  private static void check(ZipFile zip, Path archive, Path folder, GuardedTree target) {
    if (zip.size() > MAX_ENTRIES) {
      throw CacheArchive.refused(archive + " has more than " + MAX_ENTRIES + " entries");
    }
    zip.stream().forEach(entry -> target.check(path(folder, entry.getName())));
  }

  private static Path path(Path folder, String name) {
    boolean leaves = List.of(name.replace('\\', '/').split("/", -1)).contains("..");
    if (name.startsWith("/") || leaves || name.indexOf('\0') >= 0) {
      throw CacheArchive.refused(name + " leaves the folder it belongs to");
    }
    return folder.resolve(name).normalize();
  }

  /** What may still come out of one archive; sizes written in it are not believed. */
  private static final class Budget {
    private final Path archive;
    private final Caps caps;
    private final long packed;
    private long unpacked;

    Budget(Path archive, Caps caps) throws IOException {
      this.archive = archive;
      this.caps = caps;
      this.packed = Math.max(1, Files.size(archive));
    }

    private void take(int count) {
      unpacked += count;
      boolean swells = unpacked > caps.trusted() && unpacked / packed > caps.ratio();
      if (unpacked > caps.most() || swells) {
        throw CacheArchive.refused(archive + " unpacks to more than " + unpacked + " bytes");
      }
    }

    InputStream counting(InputStream input) {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          int value = input.read();
          take(1);
          return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int count = input.read(buffer, offset, length);
          take(Math.max(0, count));
          return count;
        }

        @Override
        public void close() throws IOException {
          input.close();
        }
      };
    }
  }
}
