package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Installed;
import dev.slipway.machine.Resolution;
import dev.slipway.machine.Tool;
import dev.slipway.machine.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The toolchain a component needs, as its own files say. */
sealed interface Ecosystem {
  /** A component with {@code requirements.txt}. */
  record Python(Installed installed) implements Ecosystem {}

  /** A component with {@code package-lock.json}. */
  record Node(Installed installed) implements Ecosystem {}

  /** A component whose files are taken as they are. */
  record Plain() implements Ecosystem {}

  /** What people call it, with its version; empty for plain files. */
  default String title() {
    return switch (this) {
      case Python python -> "Python " + python.installed().version();
      case Node node -> "Node.js " + node.installed().version();
      case Plain plain -> "";
    };
  }

  /** What the result of a build depends on. */
  default List<String> identity() {
    return switch (this) {
      case Python python -> List.of(title(), python.installed().executable().toString());
      case Node node -> List.of(title(), node.installed().executable().toString());
      case Plain plain -> List.of("plain");
    };
  }

  /** Looks at the folder of a component; migrations and other bare files need no toolchain. */
  static Ecosystem of(Form form, Path folder, Toolchains toolchains) {
    if (form == Form.FILES) {
      return new Plain();
    }
    if (PythonLayer.isWanted(folder)) {
      return new Python(choose(Tool.PYTHON, pythonVersion(folder), folder, toolchains));
    }
    if (NodeModules.isWanted(folder)) {
      return new Node(choose(Tool.NODE, nodeVersion(folder), folder, toolchains));
    }
    return new Plain();
  }

  private static Installed choose(Tool tool, String wanted, Path folder, Toolchains toolchains) {
    return switch (toolchains.resolve(tool, wanted)) {
      case Resolution.Exact exact -> exact.installed();
      case Resolution.Substitute substitute -> substitute.installed();
      case Resolution.Missing missing ->
          throw new SlipwayException(
              ErrorCode.TOOL_MISSING, "To build " + folder + ": " + missing.message());
    };
  }

  private static String pythonVersion(Path folder) {
    return firstLine(folder.resolve(".python-version"))
        .or(
            () ->
                setting(folder.resolve("pyproject.toml"), "requires-python\\s*=\\s*[\"']([^\"']+)"))
        .orElse("");
  }

  private static String nodeVersion(Path folder) {
    return firstLine(folder.resolve(".nvmrc"))
        .or(() -> firstLine(folder.resolve(".node-version")))
        .or(
            () ->
                setting(
                    folder.resolve("package.json"),
                    "\"engines\"\\s*:\\s*\\{[^}]*\"node\"\\s*:\\s*\"([^\"]+)\""))
        .orElse("");
  }

  private static Optional<String> firstLine(Path file) {
    return read(file)
        .flatMap(text -> text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst());
  }

  private static Optional<String> setting(Path file, String pattern) {
    return read(file)
        .map(Pattern.compile(pattern)::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  private static Optional<String> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw FileTree.fault("read", file, e);
    }
  }
}
