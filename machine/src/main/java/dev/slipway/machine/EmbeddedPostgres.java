package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL server of our own on 127.0.0.1, whose data goes when it is closed. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(3);
  private static final Duration READY_PAUSE = Duration.ofMillis(50);
  private static final int CONNECT_MILLIS = 1_000;
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(5);

  private final PostgresSpec spec;
  private final Path data;
  private final ProcessGroup server;
  private final List<String> notes;

  private EmbeddedPostgres(PostgresSpec spec, Path data, ProcessGroup server, List<String> notes) {
    this.spec = spec;
    this.data = data;
    this.server = server;
    this.notes = List.copyOf(notes);
  }

  /**
   * Starts a server and returns when it accepts connections of the user to the database. It ends
   * with the lifetime, unless it is closed before.
   *
   * @param log where the server writes its log
   * @throws SlipwayException when this machine cannot run it or it does not come up in 30 s
   */
  public static EmbeddedPostgres start(PostgresSpec spec, Lifetime lifetime, OutputSink log) {
    try {
      return start(spec, lifetime, log, PostgresStore.open(System.getenv(), lifetime));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot prepare PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** Unpacks the server and makes the template, so that a later start is quick. */
  public static void prepare(Lifetime lifetime) {
    try {
      PostgresStore.open(System.getenv(), lifetime).template(List.of(), lifetime);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot prepare PostgreSQL: " + e.getMessage(), e);
    }
  }

  static EmbeddedPostgres start(
      PostgresSpec spec, Lifetime lifetime, OutputSink log, PostgresStore store) {
    try {
      Path data = store.newCluster(spec.initdbArguments(), lifetime);
      List<String> argv = new ArrayList<>(store.user().prefix());
      argv.add(store.binaries().program("postgres").toString());
      argv.addAll(PostgresSettings.arguments(data, spec));
      LogHead head = new LogHead(log);
      ProcessSpec process = new ProcessSpec(argv, store.environment(), data, lifetime.owner());
      EmbeddedPostgres postgres =
          new EmbeddedPostgres(
              spec,
              data,
              ProcessGroup.startService(process, head),
              PostgresVersions.notes(spec.version(), store.binaries().version()));
      lifetime.closing(postgres);
      postgres.setUp(PostgresSettings.socket(data, spec.port()), head);
      Thread.ofVirtual().start(() -> makeSpare(store, spec, lifetime));
      return postgres;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make a PostgreSQL database: " + e.getMessage(), e);
    }
  }

  /** What differs from what was asked for, to be shown to the user. */
  public List<String> notes() {
    return notes;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return spec.port();
  }

  /** The process id of the server. */
  public long pid() {
    return server.pid();
  }

  /** What a client needs to reach it, as libpq reads it; holds the password. */
  public Map<String, String> clientEnvironment() {
    return Map.of(
        "PGHOST", "127.0.0.1",
        "PGPORT", String.valueOf(spec.port()),
        "PGUSER", spec.user(),
        "PGDATABASE", spec.database(),
        "PGPASSWORD", spec.password().orElse(""));
  }

  /** Whether it accepts connections, as pg_isready finds out: one start-up message over TCP. */
  public boolean isReady() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), spec.port()),
          CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.getOutputStream().write(PostgresSession.startup(spec.user(), spec.database()));
      return socket.getInputStream().read() == 'R';
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until {@link #isReady}; false when the limit passes or the server ends first. */
  public boolean await(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isReady()) {
      if (System.nanoTime() - deadline >= 0 || server.await(READY_PAUSE).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** Ends every connection and the server: a fast shutdown, and after 5 s by force. */
  @Override
  public void close() {
    if (server.interruptLeader(FAST_SHUTDOWN).isEmpty()) {
      DatabaseFolder.stop(data);
      server.close();
    }
  }

  private void setUp(Path socket, LogHead log) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (PostgresSession session =
          PostgresSession.open(socket, PostgresStore.SUPERUSER, PostgresStore.SUPERUSER)) {
        for (String statement : PostgresSettings.setUp(spec)) {
          session.execute(statement);
        }
        return;
      } catch (IOException e) {
        if (System.nanoTime() - deadline >= 0 || server.await(PAUSE).isPresent()) {
          throw new SlipwayException(
              ErrorCode.MACHINE,
              "PostgreSQL did not start on port "
                  + spec.port()
                  + ": "
                  + (log.text().isEmpty() ? e.getMessage() : log.text()),
              e);
        }
      }
    }
  }

  private static void makeSpare(PostgresStore store, PostgresSpec spec, Lifetime lifetime) {
    try {
      if (store.memory().isEmpty()) {
        store.makeSpare(spec.initdbArguments(), lifetime);
      }
    } catch (IOException | SlipwayException e) {
      // The lifetime ended first: the next server is copied while somebody waits for it.
    }
  }
}
