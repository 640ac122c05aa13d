package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir Path state;

  private final Ports ports = Ports.ofMachine();
  private Lifetime lifetime;

  @BeforeEach
  void begin() {
    lifetime = Lifetimes.begin(state);
  }

  @AfterEach
  void end() {
    lifetime.close();
  }

  @Test
  void acceptsTheUserPasswordAndDatabaseItWasAskedFor() throws SQLException {
    EmbeddedPostgres postgres = start(spec("harbor", Optional.of("s3cr'et\\"), "my \"app\""));

    assertThat(postgres.await(Duration.ofSeconds(5))).isTrue();
    try (Connection connection = connect(postgres, "my%20%22app%22", "harbor", "s3cr'et\\")) {
      assertThat(one(connection, "select current_user || '@' || current_database()"))
          .isEqualTo("harbor@my \"app\"");
      assertThat(one(connection, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("t");
      assertThat(one(connection, "select count(*) from pg_database where datname like 'slip%'"))
          .isEqualTo("0");
    }
    assertThatThrownBy(() -> connect(postgres, "postgres", "harbor", "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThat(postgres.clientEnvironment())
        .containsEntry("PGPORT", String.valueOf(postgres.port()))
        .containsEntry("PGPASSWORD", "s3cr'et\\");
  }

  @Test
  void isACompleteServerWithUnicodeTextAndExtensions() throws SQLException {
    EmbeddedPostgres postgres = start(spec("postgres", Optional.of("x"), "postgres"));

    try (Connection connection = connect(postgres, "postgres", "postgres", "x")) {
      assertThat(one(connection, "select upper('żółć') || length('🚢')")).isEqualTo("ŻÓŁĆ1");
      assertThat(one(connection, "show log_timezone")).isEqualTo("UTC");
      execute(connection, "create extension pgcrypto");
      execute(connection, "create database other template template0");
      assertThat(
              one(connection, "select string_agg(datname, ' ' order by datname) from pg_database"))
          .isEqualTo("other postgres template0 template1");
    }
  }

  @Test
  void trustsEverybodyWhenThereIsNoPassword() throws SQLException {
    EmbeddedPostgres postgres = start(spec("app", Optional.empty(), "app"));

    try (Connection connection = connect(postgres, "app", "app", "")) {
      assertThat(one(connection, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void honoursArgumentsOfInitdb() throws SQLException {
    PostgresSpec plain = spec("app", Optional.empty(), "app");
    PostgresSpec spec =
        new PostgresSpec(
            Optional.empty(),
            "app",
            Optional.empty(),
            "app",
            plain.port(),
            List.of("--no-data-checksums"));

    EmbeddedPostgres postgres = start(spec);

    try (Connection connection = connect(postgres, "app", "app", "")) {
      assertThat(one(connection, "show data_checksums")).isEqualTo("off");
    }
  }

  @Test
  void leavesNothingWhenItsLifetimeEnds() throws IOException {
    EmbeddedPostgres postgres = start(spec("app", Optional.empty(), "app"));
    long pid = postgres.pid();
    List<Path> folders = databases();

    lifetime.close();

    assertThat(folders).isNotEmpty().noneMatch(Files::exists);
    assertThat(ProcessTable.find(pid)).isEmpty();
    assertThat(postgres.isReady()).isFalse();
  }

  @Test
  void isNoOrphanOfItsOwner() {
    EmbeddedPostgres postgres = start(spec("app", Optional.empty(), "app"));

    List<Orphan> orphans = ProcessGroup.killOrphans(lifetime.owner());

    assertThat(orphans).noneMatch(orphan -> orphan.name().equals("postgres"));
    assertThat(postgres.isReady()).isTrue();
  }

  @Test
  void endsEvenWithAConnectionOpen() throws SQLException {
    EmbeddedPostgres postgres = start(spec("app", Optional.empty(), "app"));

    try (Connection connection = connect(postgres, "app", "app", "")) {
      lifetime.close();

      assertThatThrownBy(() -> one(connection, "select 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void saysWhyItDoesNotStart() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      PostgresSpec spec =
          new PostgresSpec(
              Optional.empty(), "app", Optional.empty(), "app", socket.getLocalPort(), List.of());

      assertThatThrownBy(() -> start(spec))
          .isInstanceOf(SlipwayException.class)
          .hasMessageContaining("did not start on port " + socket.getLocalPort())
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void runsSeveralServersAtOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<EmbeddedPostgres> servers = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    EmbeddedPostgres server = start(spec("app", Optional.of("x"), "app"));
                    synchronized (servers) {
                      servers.add(server);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(servers).hasSize(3).allMatch(EmbeddedPostgres::isReady);
  }

  @Test
  void takesASpareWhereDatabasesLieOnADisk() throws IOException, InterruptedException {
    Path cache = UserFolders.cache(System.getenv());
    PostgresStore store = PostgresStore.open(cache, Optional.empty(), lifetime);
    EmbeddedPostgres.start(spec("app", Optional.of("x"), "app"), lifetime, OutputSink.NONE, store);
    Eventually.holds(() -> !spares(store.home()).isEmpty());
    List<Path> before = spares(store.home());

    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            spec("app", Optional.of("x"), "app"), lifetime, OutputSink.NONE, store);

    assertThat(postgres.isReady()).isTrue();
    assertThat(before).anyMatch(spare -> !Files.exists(spare));
    assertThat(databases()).allMatch(database -> database.startsWith(store.home()));
  }

  private EmbeddedPostgres start(PostgresSpec spec) {
    return EmbeddedPostgres.start(spec, lifetime, OutputSink.NONE);
  }

  private PostgresSpec spec(String user, Optional<String> password, String database) {
    int port = lifetime.closing(ports.free(lifetime.owner())).port();
    return new PostgresSpec(Optional.empty(), user, password, database, port, List.of());
  }

  private List<Path> databases() throws IOException {
    List<Path> databases = new ArrayList<>();
    for (LifetimeRecord record : LifetimeRecord.all(state)) {
      databases.addAll(record.read().databases());
    }
    return databases;
  }

  private static List<Path> spares(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.filter(file -> file.getFileName().toString().startsWith("spare-of-")).toList();
    }
  }

  private static Connection connect(
      EmbeddedPostgres postgres, String database, String user, String password)
      throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + database;
    return DriverManager.getConnection(url, user, password);
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
