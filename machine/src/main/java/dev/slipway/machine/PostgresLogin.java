package dev.slipway.machine;

import java.io.IOException;

/**
 * Who connects to a kept PostgreSQL, and to which database.
 *
 * <p>The user owns the database and may make others, and roles, also such that pass by row level
 * security; it is no superuser.
 */
public record PostgresLogin(String user, String password, String database) {
  private static final int LONGEST_NAME = 63;

  /** Names are 1 to 63 bytes long, the password is not empty. */
  public PostgresLogin {
    if (!isName(user) || !isName(database) || password.isEmpty()) {
      throw new IllegalArgumentException("Not a login: " + user + " of " + database);
    }
    if (user.equals(PostgresStore.SUPERUSER) || database.equals(PostgresStore.SPARE_DATABASE)) {
      throw new IllegalArgumentException("A name that is taken: " + user + " of " + database);
    }
  }

  /** Makes the role and the database where they are missing, and sets the password. */
  void prepare(PostgresSession session) throws IOException {
    // A failed statement is logged whole, and one of these holds the password.
    session.execute("set log_min_error_statement = panic");
    session.execute("set log_statement = none");
    String role = PostgresSettings.identifier(user);
    String name = PostgresSettings.identifier(database);
    if (!isThere(session, "pg_roles", "rolname", user)) {
      session.execute("create role " + role + " login createdb createrole bypassrls");
    }
    session.execute("alter role " + role + " password " + PostgresSettings.literal(password));
    if (isThere(session, "pg_database", "datname", database)) {
      return;
    }
    if (isThere(session, "pg_database", "datname", PostgresStore.SPARE_DATABASE)) {
      // Owned first: once it has its name, it counts as made.
      session.execute("alter database " + PostgresStore.SPARE_DATABASE + " owner to " + role);
      session.execute("alter database " + PostgresStore.SPARE_DATABASE + " rename to " + name);
    } else {
      session.execute("create database " + name + " owner " + role);
    }
  }

  private static boolean isThere(PostgresSession session, String table, String column, String name)
      throws IOException {
    String query =
        "select 1 from " + table + " where " + column + " = " + PostgresSettings.literal(name);
    return session.execute(query) > 0;
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= LONGEST_NAME && name.indexOf('\0') < 0;
  }

  /** The password is never shown. */
  @Override
  public String toString() {
    return "PostgresLogin[" + user + "@" + database + "]";
  }
}
