package dev.slipway.deliver.build;

import dev.slipway.store.BlobStore;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
  private volatile String boot = readBoot();

  ReleasePlaces(Path root, BlobStore blobs) {
    this.layers = root.resolve("layers");
    this.components = root.resolve("placed");
    this.blobs = blobs;
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
    if (!isOfThisBoot(folder)) {
      FileTree.delete(folder);
      appear(
          folder,
          fresh -> {
            for (Layer layer : component.layers()) {
              FileTree.link(unpacked(layer.archive()), fresh.resolve(layer.path()));
            }
          });
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

  /** Removes a folder and what is noted about it. */
  static void remove(Path folder) {
    FileTree.delete(marker(folder));
    FileTree.delete(folder);
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
    Path fresh =
        folder.resolveSibling(
            ".making-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
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
