package dev.slipway.runner.action;

import dev.slipway.machine.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Node.js of a job's own: links to the installed programs, and a place for global packages.
 *
 * <p>The installed programs are not put on the PATH themselves: their folder may be {@code
 * /usr/bin}, which would hide what other steps put in front, and {@code npm install --global} would
 * change the machine.
 */
final class NodeFolders {
  private static final List<String> PROGRAMS = List.of("node", "npm", "npx", "corepack");

  private final Installed node;
  private final Path root;

  NodeFolders(Installed node, Path temp) {
    this.node = node;
    this.root = temp.resolve("node").resolve(node.version().toString());
  }

  Path links() {
    return root.resolve("bin");
  }

  Path global() {
    return root.resolve("global");
  }

  /** Makes the links; harmless when they are there. */
  void create() {
    FileTree.create(links());
    FileTree.create(global().resolve("bin"));
    for (String program : PROGRAMS) {
      installed(program).ifPresent(file -> link(links().resolve(program), file));
    }
  }

  private Optional<Path> installed(String program) {
    Path file = FileTree.parent(node.executable()).resolve(program);
    return Optional.of(file).filter(Files::isExecutable);
  }

  private static void link(Path link, Path target) {
    try {
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, target);
      }
    } catch (IOException e) {
      throw FileTree.fault("make the link", link, e);
    }
  }

  /** The version of the npm that is installed with it, read instead of asked: npm starts slowly. */
  Optional<String> npmVersion() {
    return installed("npm").flatMap(NodeFolders::packageVersion);
  }

  private static Optional<String> packageVersion(Path npm) {
    try {
      // .../lib/node_modules/npm/bin/npm-cli.js
      Path description = FileTree.parent(npm.toRealPath()).resolveSibling("package.json");
      if (!Files.exists(description)) {
        return Optional.empty();
      }
      return JsonTree.at(JsonTree.object(Files.readString(description)), "version")
          .map(Object::toString);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
