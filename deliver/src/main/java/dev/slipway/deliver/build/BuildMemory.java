package dev.slipway.deliver.build;

import dev.slipway.store.BlobStore;
import dev.slipway.store.Digest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was built from which inputs: results by the digest of everything that went in. Safe for use
 * by many threads and processes.
 */
final class BuildMemory {
  private final Path folder;
  private final BlobStore blobs;

  BuildMemory(Path root, BlobStore blobs) {
    this.folder = root.resolve("inputs");
    this.blobs = blobs;
  }

  /** The result for these inputs, if it is known and its archives are still there. */
  Optional<BuiltComponent> recall(Digest inputs) {
    Path file = file(inputs);
    return new StateFile(file)
        .read()
        .map(bytes -> ReleaseFormat.component(bytes, file.toString()))
        .filter(this::isWhole);
  }

  void remember(Digest inputs, BuiltComponent result) {
    new StateFile(file(inputs)).write(ReleaseFormat.encode(result));
  }

  /** The folder of all results. */
  Path folder() {
    return folder;
  }

  private boolean isWhole(BuiltComponent component) {
    return component.layers().stream().allMatch(layer -> blobs.find(layer.archive()).isPresent());
  }

  private Path file(Digest inputs) {
    return folder.resolve(inputs.hex() + ".json");
  }
}
