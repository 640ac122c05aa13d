package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which folder {@code cache: npm|yarn|pnpm} keeps, and under which key. */
final class NodeCache {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final ActionContext context;

  NodeCache(ActionContext context) {
    this.context = context;
  }

  /** Restores the cache of the package manager the step names, or of npm when the project does. */
  void restore() {
    String manager = context.inputs().text("cache");
    if (!manager.isEmpty()) {
      restore(manager);
      return;
    }
    boolean automatic = !context.inputs().text("package-manager-cache").equalsIgnoreCase("false");
    if (automatic && isManagedByNpm()) {
      context.line(
          "Detected npm as the package manager from package.json's packageManager field. Auto"
              + " caching has been enabled for npm. If you want to disable it, set"
              + " package-manager-cache input to false");
      restore("npm");
    }
  }

  private boolean isManagedByNpm() {
    Path file = context.workspace().resolve("package.json");
    try {
      return Files.exists(file) && PackageJson.parse(Files.readString(file)).isManagedByNpm();
    } catch (IOException e) {
      throw FileTree.fault("read", file, e);
    }
  }

  private void restore(String manager) {
    List<String> lockFiles =
        switch (manager) {
          case "npm" -> List.of("package-lock.json", "npm-shrinkwrap.json", "yarn.lock");
          case "pnpm" -> List.of("pnpm-lock.yaml");
          case "yarn" -> List.of("yarn.lock");
          default -> throw new InputException("Caching for '" + manager + "' is not supported");
        };
    String hash = hash(lockFiles);
    String prefix =
        "node-cache-"
            + context.variable("RUNNER_OS")
            + "-"
            + VirtualEnvironments.architecture()
            + "-"
            + manager
            + "-";
    String key = prefix + hash;
    context.effects().output("cache-primary-key", key);
    List<String> folders = List.of(PythonCache.literal(folder(manager)));
    Optional<String> matched = new PackageCache(context, manager).restore(folders, key, List.of());
    context.effects().output("cache-hit", String.valueOf(matched.isPresent()));
    context.effects().output("cache-matched-key", matched.orElse(""));
  }

  private String hash(List<String> lockFiles) {
    String given = context.inputs().text("cache-dependency-path");
    String patterns = given.isEmpty() ? lockFile(lockFiles) : given;
    JobFolders folders = context.job().folders();
    String hash = HashFiles.of(Glob.of(patterns, folders, Glob.Options.DEFAULT), folders);
    if (hash.isEmpty()) {
      throw new InputException(
          "Some specified paths were not resolved, unable to cache dependencies.");
    }
    return hash;
  }

  private String lockFile(List<String> lockFiles) {
    return lockFiles.stream()
        .filter(name -> Files.exists(context.workspace().resolve(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "Dependencies lock file is not found in "
                        + context.workspace()
                        + ". Supported file patterns: "
                        + String.join(",", lockFiles)));
  }

  private Path folder(String manager) {
    return switch (manager) {
      case "yarn" -> yarnFolder();
      case "pnpm" ->
          Path.of(ask("Could not get pnpm cache folder path", "pnpm", "store", "path", "--silent"));
      default -> SetupNode.npmCache(context);
    };
  }

  private Path yarnFolder() {
    String version = ask("Could not retrieve version of yarn", "yarn", "--version");
    String what = "Could not get yarn cache folder path";
    if (version.startsWith("1.")) {
      return Path.of(ask(what, "yarn", "cache", "dir"));
    }
    return Path.of(ask(what, "yarn", "config", "get", "cacheFolder"));
  }

  private String ask(String complaint, String... argv) {
    Commands.Result result =
        context.job().commands().run(List.of(argv), context.workspace(), DEADLINE);
    String answer = result.output().strip();
    if (!result.isSuccess() || answer.isEmpty()) {
      throw new InputException(complaint + ": " + answer);
    }
    return answer;
  }
}
