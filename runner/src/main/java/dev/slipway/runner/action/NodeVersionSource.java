package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a job says which Node.js it wants: an input, or one of the files tools keep it in. */
final class NodeVersionSource {
  private static final Pattern PLAIN =
      Pattern.compile("(?m)^(?:node(?:js)?\\s+)?v?(\\S+)$", Pattern.CASE_INSENSITIVE);

  private NodeVersionSource() {}

  /** The version spec; empty when nothing says one. */
  static String read(ActionContext context) {
    String given = context.inputs().text("node-version");
    String file = context.inputs().text("node-version-file");
    if (given.isEmpty() && file.isEmpty()) {
      return "";
    }
    if (!given.isEmpty()) {
      if (!file.isEmpty()) {
        context
            .effects()
            .warn(
                "Both node-version and node-version-file inputs are specified, only node-version"
                    + " will be used");
      }
      return given;
    }
    Path path = context.workspace().resolve(file);
    if (!Files.exists(path)) {
      throw new InputException("The specified node version file at: " + path + " does not exist");
    }
    Optional<String> version = ofFile(path, file);
    if (version.isEmpty()) {
      context.effects().warn("Could not determine node version from " + path + ". Falling back");
    }
    context.line("Resolved " + file + " as " + version.orElse(""));
    return version.orElse("");
  }

  private static Optional<String> ofFile(Path path, String name) {
    String text = text(path);
    if (text.stripLeading().startsWith("{")) {
      return PackageJson.parse(text).nodeVersion();
    }
    if (name.endsWith(".toml")) {
      return toml(text);
    }
    Matcher plain = PLAIN.matcher(text);
    return Optional.of(plain.find() ? plain.group(1) : text.strip());
  }

  // mise keeps it as node = "22" below [tools].
  private static Optional<String> toml(String text) {
    Matcher tool =
        Pattern.compile(
                "(?m)^\\s*(?:node|\"node\")\\s*=\\s*(?:\\{[^}]*version\\s*=\\s*)?\"([^\"]+)\"")
            .matcher(text);
    return tool.find() ? Optional.of(tool.group(1)) : Optional.empty();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw FileTree.fault("read", path, e);
    }
  }
}
