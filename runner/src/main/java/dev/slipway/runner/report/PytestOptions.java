package dev.slipway.runner.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes pytest write a report where nobody asked for one.
 *
 * <p>{@code PYTEST_ADDOPTS} comes before the command line, so what the user says there wins; it
 * comes after the settings file, so a report asked for there would move, and nothing is added.
 */
final class PytestOptions {
  private static final List<String> SETTINGS =
      List.of("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg");
  private static final String VARIABLE = "PYTEST_ADDOPTS";

  private final Path workspace;
  private final Map<Path, String> settings = new HashMap<>();

  PytestOptions(Path workspace) {
    this.workspace = workspace;
  }

  /** The variables to add for a step; none when it runs no pytest or has its own reports. */
  Map<String, String> variables(
      TestScript script, Path directory, Path reports, Map<String, String> env) {
    if (!script.runsPytest()) {
      return Map.of();
    }
    String given = env.getOrDefault(VARIABLE, "");
    String known = settingsOf(directory) + "\n" + settingsOf(workspace) + "\n" + given;
    var options = new ArrayList<String>();
    if (!known.contains("junitxml") && !known.contains("junit-xml")) {
      options.add("--junitxml=" + reports.resolve("pytest.xml"));
    }
    // Only where pytest-cov is in use, which knows the option; its own default stays beside ours.
    if (script.mentions("--cov") && !(known + "\n").contains("--cov-report")) {
      if (!script.mentions("--cov-report")) {
        options.add("--cov-report=term");
      }
      options.add("--cov-report=xml:" + reports.resolve("coverage.xml"));
    }
    if (options.isEmpty() || reports.toString().indexOf(' ') >= 0) {
      return Map.of();
    }
    return Map.of(VARIABLE, (given + " " + String.join(" ", options)).strip());
  }

  private String settingsOf(Path directory) {
    return settings.computeIfAbsent(directory, PytestOptions::read);
  }

  private static String read(Path directory) {
    var text = new StringBuilder();
    for (String name : SETTINGS) {
      Path file = directory.resolve(name);
      try {
        if (Files.isRegularFile(file)) {
          text.append(Files.readString(file)).append('\n');
        }
      } catch (IOException e) {
        // What cannot be read here cannot be read by pytest either.
      }
    }
    return text.toString();
  }
}
