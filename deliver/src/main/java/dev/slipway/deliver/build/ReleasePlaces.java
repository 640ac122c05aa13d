package dev.slipway.deliver.build;

import dev.slipway.store.BlobStore;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Unpacked layers, and the folders of components made of them; safe for use by many threads and
 * processes: a folder appears under its digest when it is whole.
 */
final class ReleasePlaces {
  private final Path layers;
  private final Path components;
  private final BlobStore blobs;

  ReleasePlaces(Path root, BlobStore blobs) {
    this.layers = root.resolve("layers");
    this.components = root.resolve("placed");
    this.blobs = blobs;
  }

  PlacedComponent place(BuiltComponent component) {
    Path folder = components.resolve(component.digest().hex());
    if (!Files.isDirectory(folder)) {
      appear(
          folder,
          fresh -> {
            for (Layer layer : component.layers()) {
              FileTree.link(unpacked(layer.archive()), fresh.resolve(layer.path()));
            }
          });
    }
    return new PlacedComponent(component, folder);
  }

  /** The folder that holds the files of a layer. */
  Path unpacked(Digest archive) {
    Path folder = layers.resolve(archive.hex());
    if (!Files.isDirectory(folder)) {
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

  /** The folder of all components that are placed. */
  Path components() {
    return components;
  }

  /** The folder of all layers that are unpacked. */
  Path layers() {
    return layers;
  }

  private static void appear(Path folder, Filling filling) {
    Path fresh =
        folder.resolveSibling(
            ".making-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      Files.createDirectories(fresh);
      try {
        filling.fill(fresh);
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
