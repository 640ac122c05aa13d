package dev.slipway.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a server is set: for work that is thrown away, so never waiting for the disk. */
final class PostgresSettings {
  /** The access rules of a server without a password, in its data folder. */
  static final String TRUST_FILE = "trust.conf";

  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "shared_buffers=64MB",
          "max_wal_size=512MB",
          "jit=off",
          "dynamic_shared_memory_type=mmap",
          "timezone=UTC",
          "log_timezone=UTC");

  private PostgresSettings() {}

  /** The arguments of {@code postgres}; the Unix socket lies in the data folder. */
  static List<String> arguments(Path data, PostgresSpec spec) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-D", data.toString(), "-p", String.valueOf(spec.port()), "-k", "."));
    for (String setting : SETTINGS) {
      arguments.addAll(List.of("-c", setting));
    }
    if (spec.password().isEmpty()) {
      arguments.addAll(List.of("-c", "hba_file=" + data.resolve(TRUST_FILE)));
    }
    return arguments;
  }

  /** The socket that the server listens on besides its port. */
  static Path socket(Path data, PostgresSpec spec) {
    return data.resolve(".s.PGSQL." + spec.port());
  }

  /** The statements that turn a fresh cluster into the one that was asked for. */
  static List<String> setUp(PostgresSpec spec) {
    List<String> statements = new ArrayList<>();
    String role = identifier(spec.user());
    String database = identifier(spec.database());
    if (!spec.user().equals(PostgresStore.SUPERUSER)) {
      statements.add(
          "create role " + role + " superuser createdb createrole replication bypassrls login");
    }
    spec.password()
        .ifPresent(
            password -> statements.add("alter role " + role + " password " + literal(password)));
    if (spec.database().equals(PostgresStore.SUPERUSER)) {
      statements.add("drop database " + PostgresStore.SPARE_DATABASE);
    } else {
      statements.add("alter database " + PostgresStore.SPARE_DATABASE + " rename to " + database);
      statements.add("alter database " + database + " owner to " + role);
    }
    return statements;
  }

  private static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
