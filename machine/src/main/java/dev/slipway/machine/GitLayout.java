package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts of a repository lie.
 *
 * <p>Source: gitrepository-layout(5) and gitfile in gitglossary(7). In a linked working tree HEAD
 * and the index are its own, references and objects those of the repository it belongs to.
 *
 * @param own HEAD and index
 * @param common references, objects and configuration
 */
record GitLayout(Path own, Path common) {
  private static final String POINTER = "gitdir:";

  /** The layout of a working tree; empty when its .git cannot be read. */
  static Optional<GitLayout> of(Path root) {
    Path entry = root.resolve(".git");
    try {
      Path own = Files.isDirectory(entry) ? entry : pointed(root, Files.readString(entry));
      Path link = own.resolve("commondir");
      Path common =
          Files.exists(link) ? own.resolve(Files.readString(link).strip()).normalize() : own;
      return Optional.of(new GitLayout(own, common));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path objects() {
    return common.resolve("objects");
  }

  private static Path pointed(Path root, String text) throws IOException {
    if (!text.startsWith(POINTER)) {
      throw new IOException(root + "/.git points nowhere");
    }
    return root.resolve(text.substring(POINTER.length()).strip()).normalize();
  }
}
