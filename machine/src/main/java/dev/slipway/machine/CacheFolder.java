package dev.slipway.machine;

import java.nio.file.Path;
import java.util.Map;

/** Where things are kept that can be made again: {@code ~/.cache/slipway}, or as XDG says. */
final class CacheFolder {
  private CacheFolder() {}

  static Path of(Map<String, String> environment) {
    String chosen = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (chosen.startsWith("/")) {
      return Path.of(chosen, "slipway");
    }
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
        .resolve(".cache/slipway");
  }
}
