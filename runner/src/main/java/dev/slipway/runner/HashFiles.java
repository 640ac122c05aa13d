package dev.slipway.runner;

import dev.slipway.workflow.ExpressionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * The function {@code hashFiles}: SHA-256 over the SHA-256 digests of the matching files, in the
 * order of their paths, as GitHub's runner computes it; empty when nothing matches.
 */
final class HashFiles {
  private static final int BUFFER_SIZE = 64 * 1024;

  private HashFiles() {}

  /**
   * Hashes the files below {@code workspace} that match.
   *
   * @param patterns glob patterns relative to the workspace, several to a line break allowed; one
   *     that starts with {@code !} takes files out again
   */
  static String of(Path workspace, List<String> patterns) {
    List<String> lines = new ArrayList<>();
    for (String pattern : patterns) {
      pattern.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    }
    try {
      TreeSet<Path> files = matching(workspace, lines);
      if (files.isEmpty()) {
        return "";
      }
      MessageDigest whole = sha256();
      for (Path file : files) {
        whole.update(digest(file));
      }
      return HexFormat.of().formatHex(whole.digest());
    } catch (IOException e) {
      throw ExpressionException.evaluation(
          "hashFiles('" + String.join("', '", patterns) + "') failed: " + e.getMessage());
    }
  }

  private static TreeSet<Path> matching(Path workspace, List<String> lines) throws IOException {
    Globs globs = Globs.of(workspace, lines);
    TreeSet<Path> found = new TreeSet<>();
    for (Path start : globs.roots()) {
      if (!Files.exists(start)) {
        continue;
      }
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && file.startsWith(workspace) && globs.match(file)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return found;
  }

  private static byte[] digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_SIZE];
    try (InputStream input = Files.newInputStream(file)) {
      int length = input.read(buffer);
      while (length >= 0) {
        digest.update(buffer, 0, length);
        length = input.read(buffer);
      }
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
