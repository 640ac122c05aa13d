package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a job says which Python it wants: an input, or one of the files tools keep it in. */
final class PythonVersionSource {
  private PythonVersionSource() {}

  /** The version specs, in order of setting up; empty when nothing says any. */
  static List<String> read(ActionContext context) {
    ActionInputs inputs = context.inputs();
    List<String> given = inputs.lines("python-version");
    String file = inputs.text("python-version-file");
    if (!given.isEmpty()) {
      if (!file.isEmpty()) {
        context
            .effects()
            .warn(
                "Both python-version and python-version-file inputs are specified, only"
                    + " python-version will be used.");
      }
      return given;
    }
    if (file.isEmpty()) {
      return ofDefaultFile(context);
    }
    Path path = context.workspace().resolve(file);
    if (!Files.exists(path)) {
      throw new InputException("The specified python version file at: " + file + " doesn't exist.");
    }
    return ofFile(context, file, text(path));
  }

  private static List<String> ofDefaultFile(ActionContext context) {
    context.line(
        "[warning]Neither 'python-version' nor 'python-version-file' inputs were supplied."
            + " Attempting to find '.python-version' file.");
    Path path = context.workspace().resolve(".python-version");
    if (!Files.exists(path)) {
      context.line("[warning].python-version doesn't exist.");
      return List.of();
    }
    return ofFile(context, ".python-version", text(path));
  }

  private static List<String> ofFile(ActionContext context, String name, String text) {
    List<String> versions;
    if (name.endsWith(".toml")) {
      versions = ofProject(text);
    } else if (name.contains(".tool-versions")) {
      versions = first(text, "(?m)^\\s*python\\s+v?(\\S+)\\s*$").stream().toList();
    } else if (name.contains("Pipfile")) {
      versions = ofPipfile(text);
    } else {
      versions = ofPlain(text);
    }
    context.line("Resolved " + name + " as " + String.join(", ", versions));
    return versions;
  }

  // One a line; pyenv may point to an environment below a version.
  private static List<String> ofPlain(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("/", 2)[0])
        .toList();
  }

  private static List<String> ofProject(String text) {
    Optional<String> standard =
        inTable(text, "project").flatMap(table -> first(table, key("requires-python")));
    return standard
        .or(
            () ->
                inTable(text, "tool.poetry.dependencies")
                    .flatMap(table -> first(table, key("python"))))
        .map(spec -> spec.replace(',', ' '))
        .stream()
        .toList();
  }

  private static List<String> ofPipfile(String text) {
    Optional<String> requires = inTable(text, "requires");
    return requires
        .flatMap(table -> first(table, key("python_full_version")))
        .or(() -> requires.flatMap(table -> first(table, key("python_version"))))
        .stream()
        .toList();
  }

  private static String key(String name) {
    return "(?m)^\\s*" + Pattern.quote(name) + "\\s*=\\s*[\"']([^\"']+)[\"']";
  }

  /** The lines of a TOML table, up to the next table. */
  private static Optional<String> inTable(String text, String name) {
    Matcher head =
        Pattern.compile("(?m)^\\s*\\[" + Pattern.quote(name) + "]\\s*(#.*)?$").matcher(text);
    if (!head.find()) {
      return Optional.empty();
    }
    Matcher next = Pattern.compile("(?m)^\\s*\\[").matcher(text);
    int end = next.find(head.end()) ? next.start() : text.length();
    return Optional.of(text.substring(head.end(), end));
  }

  private static Optional<String> first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw FileTree.fault("read", path, e);
    }
  }
}
