package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which folders {@code cache: pip|pipenv|poetry} keeps, and under which key. */
final class PythonCache {
  private static final Path OS_RELEASE = Path.of("/etc/os-release");

  private final ActionContext context;
  private final String version;

  PythonCache(ActionContext context, String version) {
    this.context = context;
    this.version = version;
  }

  /** Restores the cache of the package manager, if the step names one. */
  void restore(Path pipFolder) {
    String manager = context.inputs().text("cache");
    if (manager.isEmpty()) {
      return;
    }
    String given = context.inputs().text("cache-dependency-path");
    switch (manager) {
      case "pip" ->
          restore(manager, patterns(given, "**/requirements.txt"), List.of(pipFolder), "-pip-");
      case "pipenv" -> {
        Path environments = home().resolve(".local/share/virtualenvs");
        restore(manager, patterns(given, "**/Pipfile.lock"), List.of(environments), "-pipenv-");
      }
      case "poetry" -> {
        String patterns = patterns(given, "**/poetry.lock");
        restore(manager, patterns, poetryFolders(patterns), "-poetry-v2-");
      }
      default -> throw new InputException("Caching for '" + manager + "' is not supported");
    }
  }

  private static String patterns(String given, String usual) {
    return given.isEmpty() ? usual : given;
  }

  private Path home() {
    return context.job().folders().home();
  }

  private List<Path> poetryFolders(String patterns) {
    var folders = new ArrayList<Path>();
    String chosen = context.variable("POETRY_VIRTUALENVS_PATH");
    String cache = context.variable("POETRY_CACHE_DIR");
    Path root = cache.isEmpty() ? home().resolve(".cache/pypoetry") : Path.of(cache);
    folders.add(chosen.isEmpty() ? root.resolve("virtualenvs") : Path.of(chosen));
    if (context.variable("POETRY_VIRTUALENVS_IN_PROJECT").equalsIgnoreCase("true")) {
      for (Path lock : Glob.of(patterns, context.job().folders(), Glob.Options.DEFAULT).find()) {
        folders.add(lock.resolveSibling(".venv"));
      }
    }
    return folders;
  }

  private void restore(String manager, String patterns, List<Path> folders, String infix) {
    String hash = hash(patterns);
    if (hash.isEmpty() && manager.equals("pip")) {
      hash = hash("**/pyproject.toml");
    }
    if (hash.isEmpty()) {
      String files = String.join(",", patterns.lines().toList());
      throw new InputException(
          "No file in "
              + context.workspace()
              + " matched to ["
              + files
              + (manager.equals("pip") ? " or **/pyproject.toml" : "")
              + "], make sure you have checked out the target repository");
    }
    String start = "setup-python-" + platform() + "-python-" + version + infix;
    List<String> restoreKeys =
        manager.equals("pip") ? List.of(start.substring(0, start.length() - 1)) : List.of();
    String key = start + hash;
    Optional<String> matched =
        new PackageCache(context, manager)
            .restore(folders.stream().map(PythonCache::literal).toList(), key, restoreKeys);
    context.effects().output("cache-hit", String.valueOf(matched.filter(key::equals).isPresent()));
  }

  private String hash(String patterns) {
    JobFolders folders = context.job().folders();
    return HashFiles.of(Glob.of(patterns, folders, Glob.Options.DEFAULT), folders);
  }

  /** The pattern that matches exactly this folder. */
  static String literal(Path folder) {
    return Wildcard.escape(folder.toString());
  }

  private String platform() {
    String system = context.variable("RUNNER_OS") + "-" + VirtualEnvironments.architecture();
    return system + distribution();
  }

  // Wheels built on one distribution need not run on another.
  private static String distribution() {
    try {
      String name = "";
      String release = "";
      for (String line : Files.readAllLines(OS_RELEASE)) {
        String value = line.substring(line.indexOf('=') + 1).replace("\"", "");
        if (line.startsWith("ID=")) {
          name = value;
        } else if (line.startsWith("VERSION_ID=")) {
          release = value;
        }
      }
      return "-" + release + "-" + name;
    } catch (IOException e) {
      return "";
    }
  }
}
