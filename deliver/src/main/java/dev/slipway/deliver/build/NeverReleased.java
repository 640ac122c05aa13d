package dev.slipway.deliver.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is left out of every release, whatever slipway.yaml says. */
final class NeverReleased {
  private static final FilePatterns PATTERNS =
      FilePatterns.of(
          List.of(
              ".git",
              ".slipway",
              // Made anew as layers of their own.
              "/" + PythonLayer.FOLDER,
              "/" + NodeModules.FOLDER,
              // Secrets come from the environment they are deployed into.
              ".env",
              ".env.local",
              ".env.*.local",
              ".pytest_cache",
              ".mypy_cache",
              ".DS_Store"));

  private NeverReleased() {}

  static boolean match(String name) {
    return PATTERNS.match(name);
  }

  /** A release holds what it links to: it runs in another place, and a site is public. */
  static void refuseLinkOut(String component, Path root, String name) throws IOException {
    Path file = root.resolve(name);
    if (!Files.isSymbolicLink(file)) {
      return;
    }
    Path link = Files.readSymbolicLink(file);
    Path target = FileTree.parent(file).resolve(link).normalize();
    if (link.isAbsolute() || !target.startsWith(root)) {
      throw new BuildFailure(
          component,
          "Component '"
              + component
              + "': the link "
              + name
              + " leads out of the release, to "
              + link
              + "; exclude it, or put the file in its place");
    }
  }
}
