package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with a file of the repository; {@code -Dgolden.update} rewrites the file. */
final class Golden {
  private static final Path ROOT = Path.of(System.getProperty("slipway.root", ".."));

  /** Where the fixtures of this package lie. */
  static final Path FIXTURES = ROOT.resolve("deliver/src/test/resources/migrate");

  private Golden() {}

  static Path root() {
    return ROOT;
  }

  static void check(Path file, String actual) {
    try {
      if (System.getProperty("golden.update", "").equals("true")) {
        Files.writeString(file, actual);
      }
      assertThat(file).as("regenerate with -Dgolden.update").exists();
      assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
