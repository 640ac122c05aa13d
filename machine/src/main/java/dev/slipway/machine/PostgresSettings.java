package dev.slipway.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a server is set: for work that is thrown away, or for data that stays. */
final class PostgresSettings {
  /** The access rules of a server without a password, in its data folder. */
  static final String TRUST_FILE = "trust.conf";

  /** For work that is thrown away: never waiting for the disk. */
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

  /** For data that stays; a role that makes another may also become it. */
  private static final List<String> DURABLE_SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "shared_buffers=128MB",
          "max_connections=100",
          "jit=off",
          "createrole_self_grant=set, inherit",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_checkpoints=off");

  private PostgresSettings() {}

  /** The arguments of {@code postgres} for data that stays; the Unix socket lies beside it. */
  static List<String> durable(Path data, int port) {
    List<String> arguments = arguments(data, port, DURABLE_SETTINGS);
    syncMethod()
        .ifPresent(
            method -> arguments.addAll(List.of("-c", "recovery_init_sync_method=" + method)));
    return arguments;
  }

  /**
   * How a whole cluster gets onto the disk: one call for the file system, where Linux has it,
   * instead of one for each of a thousand files. Source: PostgreSQL's initdb, --sync-method.
   */
  static Optional<String> syncMethod() {
    return Files.isDirectory(Path.of("/proc/self")) ? Optional.of("syncfs") : Optional.empty();
  }

  /** The arguments of {@code postgres}; the Unix socket lies in the data folder. */
  static List<String> arguments(Path data, PostgresSpec spec) {
    List<String> arguments = arguments(data, spec.port(), SETTINGS);
    if (spec.password().isEmpty()) {
      arguments.addAll(List.of("-c", "hba_file=" + data.resolve(TRUST_FILE)));
    }
    return arguments;
  }

  private static List<String> arguments(Path data, int port, List<String> settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-D", data.toString(), "-p", String.valueOf(port), "-k", "."));
    for (String setting : settings) {
      arguments.addAll(List.of("-c", setting));
    }
    return arguments;
  }

  /** The socket that the server listens on besides its port. */
  static Path socket(Path data, int port) {
    return data.resolve(".s.PGSQL." + port);
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

  static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
