package dev.slipway.deliver.build;

import dev.slipway.store.Blob;
import dev.slipway.store.BlobStore;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes what no release that is kept needs. What was made or used within the last hour stays: a
 * build may be about to name it.
 */
final class Retention {
  private static final Duration UNDER_WAY = Duration.ofHours(1);
  private static final Duration UNUSED_TOOLS = Duration.ofDays(30);

  private final ReleaseStore store;
  private final Instant now;

  Retention(ReleaseStore store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /** Removes what {@code kept} do not need. */
  void sweep(List<Release> kept) {
    Set<Digest> archives = new HashSet<>();
    Set<Digest> components = new HashSet<>();
    for (Release release : kept) {
      for (BuiltComponent component : release.components()) {
        components.add(component.digest());
        component.layers().forEach(layer -> archives.add(layer.archive()));
      }
    }
    sweepFolders(store.places().components(), components);
    sweepFolders(store.places().layers(), archives);
    BlobStore blobs = store.blobs();
    for (Blob blob : blobs.list()) {
      if (!archives.contains(blob.digest()) && isOld(blob.lastUsed(), UNDER_WAY)) {
        blobs.delete(blob.digest());
      }
    }
    blobs.sweep();
    sweepMemory();
    sweepTools();
  }

  private void sweepFolders(Path parent, Set<Digest> wanted) {
    for (Path folder : children(parent)) {
      String name = folder.getFileName().toString();
      boolean needed = wanted.stream().anyMatch(digest -> name.startsWith(digest.hex()));
      if (!needed && !ReleasePlaces.isMarker(folder)) {
        ReleasePlaces.removeUnused(folder, now.minus(UNDER_WAY));
      }
    }
  }

  /** Results whose archives are gone are of no use. */
  private void sweepMemory() {
    BuildMemory memory = new BuildMemory(store.root(), store.blobs());
    for (Path file : children(memory.folder())) {
      String name = file.getFileName().toString();
      String inputs = name.substring(0, Math.max(0, name.indexOf('.')));
      boolean useful = inputs.length() == 64 && memory.recall(new Digest(inputs)).isPresent();
      if (!useful && isOld(changed(file), UNDER_WAY)) {
        FileTree.delete(file);
      }
    }
  }

  private void sweepTools() {
    for (Path modules : children(store.root().resolve("tools/node"))) {
      if (isOld(changed(modules), UNUSED_TOOLS)) {
        FileTree.delete(modules);
      }
    }
  }

  private boolean isOld(Instant time, Duration limit) {
    return time.isBefore(now.minus(limit));
  }

  /** When a file or folder was last used; far ahead when it is gone, so that it stays. */
  static Instant changed(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException e) {
      return Instant.MAX;
    }
  }

  private static List<Path> children(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FileTree.fault("list", parent, e);
    }
  }
}
