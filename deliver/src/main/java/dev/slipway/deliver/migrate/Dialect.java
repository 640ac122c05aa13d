package dev.slipway.deliver.migrate;

/** The kind of a database, which decides how its SQL is read. */
public enum Dialect {
  POSTGRESQL,
  SQLITE
}
