package dev.slipway.runner.action;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@code package.json} says about the tools of its project. */
final class PackageJson {
  private final Map<String, Object> root;

  private PackageJson(Map<String, Object> root) {
    this.root = root;
  }

  /** Reads one; a text that is no JSON object says nothing. */
  static PackageJson parse(String text) {
    return new PackageJson(JsonTree.object(text));
  }

  /** The version of Node.js: what Volta pins, else the runtime, else the engine. */
  Optional<String> nodeVersion() {
    return text(JsonTree.at(root, "volta", "node"))
        .or(this::runtimeVersion)
        .or(() -> text(JsonTree.at(root, "engines", "node")));
  }

  private Optional<String> runtimeVersion() {
    Optional<Object> runtime = JsonTree.at(root, "devEngines", "runtime");
    return listed(runtime).stream()
        .filter(each -> "node".equals(JsonTree.at(each, "name").orElse("")))
        .flatMap(each -> text(JsonTree.at(each, "version")).stream())
        .findFirst();
  }

  /** Whether the project says that npm manages its packages. */
  boolean isManagedByNpm() {
    boolean engine =
        listed(JsonTree.at(root, "devEngines", "packageManager")).stream()
            .flatMap(each -> text(JsonTree.at(each, "name")).stream())
            .anyMatch(PackageJson::isNpm);
    return engine
        || text(JsonTree.at(root, "packageManager")).filter(PackageJson::isNpm).isPresent();
  }

  private static boolean isNpm(String name) {
    String bare = name.startsWith("^") ? name.substring(1) : name;
    return bare.equals("npm") || bare.startsWith("npm@");
  }

  private static List<?> listed(Optional<Object> value) {
    if (value.isPresent() && value.get() instanceof List<?> list) {
      return list;
    }
    return value.stream().toList();
  }

  private static Optional<String> text(Optional<Object> value) {
    return value.filter(String.class::isInstance).map(String.class::cast);
  }
}
