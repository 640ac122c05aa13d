package dev.slipway.deliver.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of migrations that a test writes. */
record Folder(Path path) {
  Folder with(String name, String sql) {
    try {
      Files.createDirectories(path);
      Files.writeString(path.resolve(name), sql);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Folder without(String name) {
    try {
      Files.delete(path.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Migrations read() {
    return Migrations.of(path, "migrations");
  }
}
