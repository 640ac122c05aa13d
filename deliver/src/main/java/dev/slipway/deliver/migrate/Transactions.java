package dev.slipway.deliver.migrate;

import java.util.List;

/**
 * Which statements PostgreSQL refuses inside of a transaction.
 *
 * <p>Source: the reference page of each command in the PostgreSQL documentation.
 */
final class Transactions {
  private static final List<String> NEVER_INSIDE =
      List.of(
          "vacuum",
          "alter system",
          "create database",
          "drop database",
          "create tablespace",
          "drop tablespace",
          "create subscription",
          "drop subscription",
          "reindex database",
          "reindex system",
          "reindex schema",
          "discard all");
  private static final List<String> CONTROLS =
      List.of(
          "begin",
          "start transaction",
          "commit",
          "end",
          "rollback",
          "abort",
          "prepare transaction");

  private Transactions() {}

  /** Whether the statement runs only outside of a transaction. */
  static boolean refuses(SqlStatement statement) {
    if (NEVER_INSIDE.stream().anyMatch(statement::startsWith)) {
      return true;
    }
    if (isConcurrent(statement)) {
      return true;
    }
    if (statement.startsWith("alter database")) {
      return Cursor.contains(statement.tokens(), "set tablespace");
    }
    // CLUSTER without a table clusters the whole database.
    return statement.startsWith("cluster") && statement.tokens().size() == 1;
  }

  /** Whether it does its work while others read and write, and takes its time. */
  static boolean isConcurrent(SqlStatement statement) {
    List<Token> tokens = statement.tokens();
    if (statement.startsWith("create") || statement.startsWith("drop index")) {
      return Cursor.contains(tokens, "index concurrently");
    }
    if (statement.startsWith("reindex")) {
      return Cursor.contains(tokens, "concurrently");
    }
    return statement.startsWith("alter table")
        && Cursor.contains(tokens, "detach partition")
        && Cursor.contains(tokens, "concurrently");
  }

  /** Whether it begins or ends a transaction itself; a savepoint is none. */
  static boolean controls(SqlStatement statement) {
    if (statement.startsWith("rollback to")
        || Cursor.contains(statement.tokens(), "to savepoint")) {
      return false;
    }
    return CONTROLS.stream().anyMatch(statement::startsWith);
  }
}
