package dev.slipway.deliver;

import java.nio.file.Path;

/** Where slipway.yaml says a database is. */
public sealed interface DatabaseAddress {
  /**
   * A PostgreSQL that Slipway runs for the environment.
   *
   * @param version the major version wished for; empty for the one that is there
   */
  record Embedded(String version) implements DatabaseAddress {}

  /**
   * A PostgreSQL that somebody runs.
   *
   * @param url {@code postgresql://user@host:port/name?parameters}; its password comes from a
   *     secret by a reference such as {@code ${secrets.DB_PASSWORD}}
   */
  record Server(SettingText url) implements DatabaseAddress {}

  /**
   * A file of SQLite.
   *
   * @param file relative paths are relative to the environment's data folder
   */
  record Sqlite(Path file) implements DatabaseAddress {}
}
