package dev.slipway.deliver.build;

import dev.slipway.store.BlobStore;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Unpacked layers, and the folders of components made of them; safe for use by many threads and
 * processes: a folder appears under its digest when it is whole.
 *
 * <p>It is not brought to the disk file by file, which would take seconds. A power cut may
 * therefore leave files that are empty; so what was made before the machine was booted is compared
 * with its archive when it is first used again.
 */
final class ReleasePlaces {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String MARKER = ".boot";

  // One at a time: what one thread makes anew must not be in use by another.
  private static final ReentrantLock PLACING = new ReentrantLock();

  private final Path layers;
  private final Path components;
  private final BlobStore blobs;
  private final InstantSource clock;
  private volatile String boot = readBoot();

  ReleasePlaces(Path root, BlobStore blobs, InstantSource clock) {
    this.layers = root.resolve("layers");
    this.components = root.resolve("placed");
    this.blobs = blobs;
    this.clock = clock;
  }

  PlacedComponent place(BuiltComponent component) {
    Path folder = components.resolve(component.digest().hex());
    PLACING.lock();
    try {
      make(folder, component);
    } finally {
      PLACING.unlock();
    }
    return new PlacedComponent(component, folder);
  }

  private void make(Path folder, BuiltComponent component) {
    if (isOfThisBoot(folder)) {
      touch(folder);
      return;
    }
    FileTree.delete(folder);
    appear(
        folder,
        fresh -> {
          for (Layer layer : component.layers()) {
            FileTree.link(unpacked(layer.archive()), fresh.resolve(layer.path()));
          }
        });
  }

  /** Notes the use of a folder; only {@link #removeUnused} looks at it. */
  private void touch(Path folder) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
    } catch (IOException stays) {
      // Made within the hour, or another user's: nobody else looks at it.
    }
  }

  /** The folder that holds the files of a layer. */
  Path unpacked(Digest archive) {
    Path folder = layers.resolve(archive.hex());
    if (!isOfThisBoot(folder) && !isWhole(folder, archive)) {
      FileTree.delete(folder);
      appear(
          folder,
          fresh -> {
            try (InputStream content = blobs.open(archive)) {
              LayerArchive.unpack(content, fresh);
            }
          });
    }
    return folder;
  }

  private boolean isOfThisBoot(Path folder) {
    return Files.isDirectory(folder)
        && new StateFile(marker(folder))
            .read()
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8).equals(boot))
            .orElse(false);
  }

  private boolean isWhole(Path folder, Digest archive) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    boolean whole = new LayerContents(blobs).isAllIn(archive, folder);
    if (whole) {
      mark(folder);
    }
    return whole;
  }

  private void mark(Path folder) {
    new StateFile(marker(folder)).write(boot.getBytes(StandardCharsets.UTF_8));
  }

  private static Path marker(Path folder) {
    return folder.resolveSibling(folder.getFileName() + MARKER);
  }

  /** Whether this is what is noted about a folder that is there. */
  static boolean isMarker(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(MARKER)
        && Files.exists(path.resolveSibling(name.substring(0, name.length() - MARKER.length())));
  }

  /** Removes a folder that was not used since {@code limit}, and what is noted about it. */
  static void removeUnused(Path folder, Instant limit) {
    Path removed = folder.resolveSibling(".removing-" + unique());
    // Whoever places it waits for a rename at most, not until thousands of files are gone.
    PLACING.lock();
    try {
      if (!Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
        return;
      }
      FileTree.delete(marker(folder));
      Files.move(folder, removed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException e) {
      throw FileTree.fault("remove", folder, e);
    } finally {
      PLACING.unlock();
    }
    FileTree.delete(removed);
  }

  /** The machine was booted anew, as far as tests are concerned. */
  void boot(String id) {
    boot = id;
  }

  private static String readBoot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** The folder of all components that are placed. */
  Path components() {
    return components;
  }

  /** The folder of all layers that are unpacked. */
  Path layers() {
    return layers;
  }

  private void appear(Path folder, Filling filling) {
    Path fresh = folder.resolveSibling(".making-" + unique());
    try {
      Files.createDirectories(fresh);
      try {
        filling.fill(fresh);
        // First, so that nobody takes the new folder for an old one.
        mark(folder);
        publish(fresh, folder);
      } finally {
        FileTree.delete(fresh);
      }
    } catch (IOException e) {
      throw FileTree.fault("make", folder, e);
    }
  }

  private static String unique() {
    return Long.toHexString(ThreadLocalRandom.current().nextLong());
  }

  /** Moves a whole folder to the place where it is kept, unless one is there. */
  static void keep(Path fresh, Path kept) throws IOException {
    Files.createDirectories(FileTree.parent(kept));
    publish(fresh, kept);
  }

  /** The first of several that make the same folder wins. */
  private static void publish(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Fills a folder that nobody else sees yet. */
  private interface Filling {
    void fill(Path folder) throws IOException;
  }
}
