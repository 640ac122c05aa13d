package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL server of our own on 127.0.0.1. Thread-safe. */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int CONNECT_MILLIS = 1_000;
  private static final Stop FAST_STOP = new Stop(Duration.ofSeconds(5), Duration.ZERO);
  private static final String SUPERUSER = "postgres";

  private final PostgresSpec spec;
  private final ProcessGroup server;
  private final List<String> notes;

  private EmbeddedPostgres(PostgresSpec spec, ProcessGroup server, List<String> notes) {
    this.spec = spec;
    this.server = server;
    this.notes = List.copyOf(notes);
  }

  /**
   * Starts a server and returns when it accepts connections of the user to the database.
   *
   * @throws SlipwayException when this machine cannot run it or it does not come up in 30 s
   */
  public static EmbeddedPostgres start(PostgresSpec spec, Lifetime lifetime, OutputSink log) {
    PostgresStore store = PostgresStore.open(System.getenv());
    Path data = store.newCluster(spec.initdbArguments(), lifetime);
    ProcessGroup server =
        ProcessGroup.start(
            new ProcessSpec(
                store.serverCommand(data, spec), store.environment(), data, lifetime.owner()),
            log);
    EmbeddedPostgres postgres = new EmbeddedPostgres(spec, server, notes(spec, store.binaries()));
    lifetime.closing(postgres);
    postgres.setUp(data.resolve(".s.PGSQL." + spec.port()));
    return postgres;
  }

  /** What differs from what was asked for, to be shown to the user. */
  public List<String> notes() {
    return notes;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return spec.port();
  }

  /** The process id of the postmaster. */
  public long pid() {
    return server.pid();
  }

  /** Whether it accepts connections, as pg_isready finds out: one start-up message. */
  public boolean isReady() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), spec.port()), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.getOutputStream().write(PostgresSession.startup(spec.user(), spec.database()));
      InputStream answer = socket.getInputStream();
      return answer.read() == 'R';
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until {@link #isReady}; false when the limit passes or the server ends first. */
  public boolean await(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isReady()) {
      if (System.nanoTime() >= deadline || server.await(PAUSE).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** Ends every connection and the server. */
  @Override
  public void close() {
    server.stop(FAST_STOP);
  }

  private void setUp(Path socket) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (PostgresSession session = PostgresSession.open(socket, SUPERUSER, SUPERUSER)) {
        for (String statement : statements()) {
          session.execute(statement);
        }
        return;
      } catch (IOException e) {
        if (System.nanoTime() >= deadline || server.await(PAUSE).isPresent()) {
          throw new SlipwayException(
              ErrorCode.MACHINE,
              "PostgreSQL did not start on port " + spec.port() + ": " + e.getMessage(),
              e);
        }
      }
    }
  }

  private List<String> statements() {
    List<String> statements = new ArrayList<>();
    String role = quoted(spec.user());
    if (!spec.user().equals(SUPERUSER)) {
      statements.add("create role " + role + " superuser createdb createrole replication login");
    }
    spec.password()
        .ifPresent(
            password -> statements.add("alter role " + role + " password " + literal(password)));
    if (!spec.database().equals(SUPERUSER)) {
      statements.add("create database " + quoted(spec.database()) + " owner " + role);
    }
    return statements;
  }

  private static List<String> notes(PostgresSpec spec, PostgresBinaries binaries) {
    return spec.version()
        .filter(tag -> !tag.equals("latest") && !tag.startsWith(String.valueOf(binaries.major())))
        .map(
            tag ->
                List.of(
                    "postgres:"
                        + tag
                        + " runs as the embedded PostgreSQL "
                        + binaries.version()
                        + ": no other version is available without a container engine"))
        .orElse(List.of());
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The environment a client needs to reach it, as libpq reads it; holds the password. */
  public Map<String, String> clientEnvironment() {
    return Map.of(
        "PGHOST", "127.0.0.1",
        "PGPORT", String.valueOf(spec.port()),
        "PGUSER", spec.user(),
        "PGDATABASE", spec.database(),
        "PGPASSWORD", spec.password().orElse(""));
  }
}
