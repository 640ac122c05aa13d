package dev.slipway.server.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server that was killed leaves in a repository: locks, which would refuse every later push
 * of the same reference, and packs that were not received to their end.
 */
final class Leftovers {
  private Leftovers() {}

  /** Removes them; only while nobody else changes the repository. What cannot go now goes later. */
  static void remove(Path repository) {
    try (Stream<Path> top = Files.list(repository)) {
      delete(top.filter(Leftovers::isLock).toList());
    } catch (IOException e) {
      return;
    }
    try (Stream<Path> references = Files.walk(repository.resolve("refs"))) {
      delete(references.filter(Leftovers::isLock).toList());
    } catch (IOException e) {
      return;
    }
    try (Stream<Path> objects = Files.list(repository.resolve("objects"))) {
      delete(objects.filter(file -> name(file).startsWith("incoming_")).toList());
    } catch (IOException e) {
      // A repository without objects has no halves of packs either.
    }
  }

  private static boolean isLock(Path file) {
    return name(file).endsWith(".lock") && Files.isRegularFile(file);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
