package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with the file that holds what is expected; {@code -Dgolden.update} rewrites it.
 */
final class Golden {
  private static final Path FOLDER =
      Path.of(System.getProperty("slipway.root", ".."), "cli/src/test/resources/golden");

  private Golden() {}

  static void check(String name, String actual) {
    Path file = FOLDER.resolve(name);
    try {
      if (isUpdate()) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertThat(file).as("regenerate with -Dgolden.update").exists();
      assertThat(actual).as(name).isEqualTo(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isUpdate() {
    return System.getProperty("golden.update", "").equals("true");
  }
}
