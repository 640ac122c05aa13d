package dev.slipway.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Looks programs up in a PATH without starting anything. */
final class Programs {
  private Programs() {}

  /** Whether a program of that name can be run. */
  static boolean isInstalled(String name, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }
}
