package dev.slipway.deliver.build;

import dev.slipway.machine.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packages of a Node.js component, installed from its {@code package-lock.json} with npm. */
final class NodeModules {
  /** Where they are in a component. */
  static final String FOLDER = "node_modules";

  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final List<String> INPUTS =
      List.of("package.json", "package-lock.json", "npm-shrinkwrap.json", ".npmrc");

  private final Installed node;
  private final BuildShell shell;

  NodeModules(Installed node, BuildShell shell) {
    this.node = node;
    this.shell = shell;
  }

  /** Whether npm can install exactly what the component wants. */
  static boolean isWanted(Path component) {
    return Files.isRegularFile(component.resolve("package-lock.json"))
        || Files.isRegularFile(component.resolve("npm-shrinkwrap.json"));
  }

  Fingerprint inputs(Path component, boolean production) {
    Fingerprint fingerprint =
        new Fingerprint()
            .add("node modules 1")
            .add(node.executable().toString())
            .add(node.version().toString())
            .add(String.valueOf(production));
    try {
      for (String name : INPUTS) {
        fingerprint.addFile(component, name);
      }
    } catch (IOException e) {
      throw FileTree.fault("read the packages of", component, e);
    }
    return fingerprint;
  }

  /** Installs into {@code folder}, which holds the files that say what. */
  void install(String component, Path folder, boolean production) {
    List<String> argv = new ArrayList<>(List.of(npm().toString(), "ci"));
    argv.addAll(List.of("--no-audit", "--no-fund", "--prefer-offline"));
    if (production) {
      argv.add("--omit=dev");
    }
    shell.run(
        component,
        "npm could not install package-lock.json",
        argv,
        folder,
        shell.environment(Map.of("PATH", path())),
        LIMIT);
  }

  /** The search path of commands that use this Node.js. */
  String path() {
    return bin() + ":" + shell.path();
  }

  /** The folder of {@code node}. */
  Path bin() {
    return FileTree.parent(node.executable());
  }

  Path npm() {
    return node.home().resolve("bin/npm");
  }

  /** Copies the files that say what to install. */
  static void copyInputs(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : INPUTS) {
      if (Files.isRegularFile(from.resolve(name))) {
        Files.copy(from.resolve(name), to.resolve(name));
      }
    }
  }
}
