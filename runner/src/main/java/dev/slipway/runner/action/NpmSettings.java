package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The {@code .npmrc} of a job that talks to a registry of its own. */
final class NpmSettings {
  private NpmSettings() {}

  /** Writes it when the step names a registry; the token stays in the environment. */
  static void write(ActionContext context) {
    String registry = context.inputs().text("registry-url");
    if (registry.isEmpty()) {
      return;
    }
    String url = registry.endsWith("/") ? registry : registry + "/";
    Path file = context.job().folders().temp().resolve(".npmrc");
    String scope = scope(context, url);
    var lines = new ArrayList<>(others(file, scope));
    lines.add(url.replaceFirst("^\\w+:", "") + ":_authToken=${NODE_AUTH_TOKEN}");
    lines.add(scope + "registry=" + url);
    if (context.inputs().isTrue("always-auth")) {
      lines.add("always-auth=true");
    }
    try {
      Files.writeString(file, String.join("\n", lines));
    } catch (IOException e) {
      throw FileTree.fault("write", file, e);
    }
    context.effects().exportVariable("NPM_CONFIG_USERCONFIG", file.toString());
    if (context.env().containsKey("NODE_AUTH_TOKEN")) {
      context.effects().exportVariable("NODE_AUTH_TOKEN", context.variable("NODE_AUTH_TOKEN"));
    }
  }

  private static String scope(ActionContext context, String url) {
    String scope = context.inputs().text("scope");
    if (scope.isEmpty() && url.contains("npm.pkg.github.com")) {
      scope = context.variable("GITHUB_REPOSITORY").split("/", 2)[0];
    }
    if (scope.isEmpty()) {
      return "";
    }
    String marked = scope.startsWith("@") ? scope : "@" + scope;
    return marked.toLowerCase(Locale.ROOT) + ":";
  }

  private static List<String> others(Path file, String scope) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(scope + "registry"))
          .toList();
    } catch (IOException e) {
      throw FileTree.fault("read", file, e);
    }
  }
}
