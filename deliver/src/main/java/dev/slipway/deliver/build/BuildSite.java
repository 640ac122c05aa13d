package dev.slipway.deliver.build;

import dev.slipway.machine.Toolchains;
import java.nio.file.Path;

/**
 * Where a build takes place and what it uses.
 *
 * @param folder a private folder that is gone after it
 * @param memory what was built before
 */
record BuildSite(
    Path folder, BuildShell shell, Toolchains toolchains, ReleaseStore store, BuildMemory memory) {

  /** The folder of what is kept between builds and can be made again. */
  Path kept() {
    return store.root().resolve("tools");
  }
}
