package dev.slipway.machine;

import java.nio.file.Path;
import java.util.Map;

/** The folders of the user that runs this program, as the XDG base directory specification says. */
public final class UserFolders {
  private UserFolders() {}

  /** What can be made again: {@code ~/.cache/slipway}, or below XDG_CACHE_HOME. */
  public static Path cache(Map<String, String> environment) {
    return choose(environment, "XDG_CACHE_HOME", ".cache");
  }

  /**
   * What must outlive a crash, above all the records of {@link Lifetime}: {@code
   * ~/.local/state/slipway}, or below XDG_STATE_HOME. No repository can put a file there.
   */
  public static Path state(Map<String, String> environment) {
    return choose(environment, "XDG_STATE_HOME", ".local/state");
  }

  private static Path choose(Map<String, String> environment, String variable, String usual) {
    String chosen = environment.getOrDefault(variable, "");
    if (chosen.startsWith("/")) {
      return Path.of(chosen, "slipway");
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home") : home)
        .resolve(usual)
        .resolve("slipway");
  }
}
