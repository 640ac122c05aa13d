package dev.slipway.deliver.build;

import dev.slipway.deliver.build.BuildListener.Progress;
import dev.slipway.machine.Exit;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.ProcessGroup;
import dev.slipway.machine.ProcessSpec;
import dev.slipway.machine.Stop;
import dev.slipway.machine.ToolHome;
import dev.slipway.machine.UserFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the commands of a build in a clean environment: a home folder of their own, with the caches
 * and registry settings of the user in reach and none of his credentials. Thread-safe.
 */
final class BuildShell {
  private final Map<String, String> own;
  private final Map<String, String> clean;
  private final Lifetime lifetime;
  private final BuildListener listener;

  BuildShell(Map<String, String> own, Lifetime lifetime, Path parent, BuildListener listener) {
    this.own = Map.copyOf(own);
    this.lifetime = lifetime;
    this.listener = listener;
    this.clean = clean(own, lifetime.folder(parent, "home"));
  }

  private static Map<String, String> clean(Map<String, String> own, Path home) {
    String userHome = own.getOrDefault("HOME", "");
    ToolHome.prepare(
        home, Path.of(userHome.isEmpty() ? System.getProperty("user.home") : userHome));
    Map<String, String> clean = new LinkedHashMap<>(ToolHome.inherited(own));
    clean.put("HOME", home.toString());
    clean.put("CI", "true");
    clean.putIfAbsent("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    clean.putIfAbsent("PIP_ROOT_USER_ACTION", "ignore");
    clean.putIfAbsent("npm_config_update_notifier", "false");
    clean.putIfAbsent("npm_config_fund", "false");
    clean.putIfAbsent("npm_config_audit", "false");
    Path cache = UserFolders.cache(own);
    if (!Files.exists(home.resolve(".cache/pip"))) {
      clean.putIfAbsent("PIP_CACHE_DIR", cache.resolve("pip").toString());
    }
    if (!Files.exists(home.resolve(".npm"))) {
      clean.putIfAbsent("npm_config_cache", cache.resolve("npm").toString());
    }
    return clean;
  }

  /** The environment every command gets, with more on top. */
  Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new LinkedHashMap<>(clean);
    environment.putAll(more);
    return environment;
  }

  /** The variables of Slipway's own environment of those names. */
  Map<String, String> passed(Set<String> names) {
    Map<String, String> passed = new LinkedHashMap<>();
    for (String name : names) {
      if (own.containsKey(name)) {
        passed.put(name, own.get(name));
      }
    }
    return passed;
  }

  /** The search path of the commands. */
  String path() {
    return clean.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  /**
   * Runs a command to its end.
   *
   * @param component whose output it is; empty for a hook
   * @param what it does, as in {@code pip could not install requirements.txt}
   * @throws BuildFailure when it fails or outlives the limit
   */
  void run(
      String component,
      String what,
      List<String> argv,
      Path directory,
      Map<String, String> environment,
      Duration limit) {
    LineSink lines = new LineSink(line -> listener.hear(new Progress.Output(component, line)));
    ProcessSpec spec = new ProcessSpec(argv, environment, directory, lifetime.owner());
    try (ProcessGroup process = ProcessGroup.start(spec, lines)) {
      Optional<Exit> exit = process.await(limit);
      if (exit.isEmpty()) {
        process.stop(Stop.GRACEFUL);
        lines.end();
        throw new BuildFailure(
            component,
            what + ": it did not end within " + limit.toSeconds() + " s and was stopped");
      }
      lines.end();
      if (!exit.get().succeeded()) {
        throw new BuildFailure(
            component, what + " (exit code " + exit.get().code() + ")" + lines.tail());
      }
    }
  }

  void step(String component, String text) {
    listener.hear(new Progress.Step(component, text));
  }

  void warn(String component, String text) {
    listener.hear(new Progress.Warning(component, text));
  }
}
