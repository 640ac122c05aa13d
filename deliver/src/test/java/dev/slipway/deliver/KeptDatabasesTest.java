package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Ports;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDatabasesTest {
  private static final String TEXT =
      """
      components:
        main-db: {type: database}
        small: {type: database, url: "sqlite:small/app.db"}
      environments:
        staging: {}
      """;

  @TempDir Path state;
  private final Environment staging = DeliveryTest.read(TEXT).environment("staging");
  private KeptDatabases databases;

  @BeforeEach
  void open() {
    SecretStore secrets = SecretStore.open(state, Optional.empty(), InstantSource.system());
    databases = new KeptDatabases(state, secrets, Ports.at(state.resolve("ports")));
  }

  @AfterEach
  void destroy() {
    databases.destroy();
  }

  @Test
  void keepsADatabaseForAnEnvironment() throws Exception {
    Component.Database component = component("main-db");
    assertThat(databases.find(staging, component)).as("before the first deployment").isEmpty();

    DatabaseUrl url = databases.start(staging, component);
    execute(url, "create table t (v int)");

    assertThat(databases.start(staging, component)).isEqualTo(url);
    assertThat(databases.find(staging, component)).contains(url);
    assertThat(
            new DatabaseCheck(url, databases.data(staging.name(), component.name()), 2).reasons())
        .isEmpty();
    databases.clear();
    assertThat(databases.find(staging, component)).as("started again").contains(url);
    execute(url, "insert into t values (1)");
  }

  @Test
  void hidesThePasswordFromEveryFile() throws Exception {
    DatabaseUrl.Postgres url =
        (DatabaseUrl.Postgres) databases.start(staging, component("main-db"));

    String password = url.password().reveal();
    assertThat(password).hasSize(48);
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(password);
      }
    }
  }

  @Test
  void givesEachEnvironmentAFileOfSqlite() throws Exception {
    Component.Database component = component("small");
    assertThat(databases.find(staging, component)).isEmpty();

    DatabaseUrl.Sqlite url = (DatabaseUrl.Sqlite) databases.start(staging, component);
    Files.createFile(url.file());

    assertThat(url.file()).isEqualTo(state.resolve("data/staging/small/app.db"));
    assertThat(databases.find(staging, component)).contains(url);
    assertThat(new DatabaseCheck(url, Optional.empty(), 1).reasons()).isEmpty();
  }

  @Test
  void saysWhyADatabaseCannotBearARelease() throws Exception {
    DatabaseUrl.Postgres url =
        (DatabaseUrl.Postgres) databases.start(staging, component("main-db"));
    DatabaseUrl.Postgres wrong =
        new DatabaseUrl.Postgres(
            url.host(), url.port(), url.database(), url.user(), Secret.of("wrong"), "");
    DatabaseUrl.Postgres nobody =
        new DatabaseUrl.Postgres("127.0.0.1", 1, "app", "app", Secret.of("x"), "");

    assertThat(new DatabaseCheck(wrong, Optional.empty(), 1).reasons())
        .singleElement()
        .asString()
        .contains("does not let us in", "password authentication failed");
    assertThat(new DatabaseCheck(nobody, Optional.empty(), 1).reasons())
        .singleElement()
        .asString()
        .contains("127.0.0.1:1/app does not let us in");
    assertThat(new DatabaseCheck(url, Optional.empty(), 200).reasons())
        .singleElement()
        .asString()
        .containsPattern("has 9\\d of 100 connections left, and 200 instances are to connect");
  }

  @Test
  void givesItsUserEnoughRightsForTheRolesOfSupabase() throws Exception {
    DatabaseUrl url = databases.start(staging, component("main-db"));
    String shim;
    try (InputStream resource = getClass().getResourceAsStream("migrate/supabase.sql")) {
      shim = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }

    execute(url, shim);
    execute(url, shim);

    execute(
        url,
        """
        create table notes (owner uuid, body text);
        alter table notes enable row level security;
        create policy own on notes to authenticated using (owner = auth.uid());
        insert into notes values (gen_random_uuid(), 'of somebody else');
        set role authenticated;
        do $$ begin
          if exists (select from notes) then raise 'another user can read it'; end if;
        end $$;
        """);
  }

  @Test
  void countsTheConnectionsThatOthersHold() throws Exception {
    DatabaseUrl url = databases.start(staging, component("main-db"));
    List<Connection> held = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      held.add(connect(url));
    }

    List<String> reasons = new DatabaseCheck(url, Optional.empty(), 90).reasons();

    assertThat(reasons).singleElement().asString().containsPattern("has 7\\d of 100");
    for (Connection connection : held) {
      connection.close();
    }
  }

  private Component.Database component(String name) {
    return (Component.Database) staging.component(new ComponentName(name)).orElseThrow();
  }

  private static Connection connect(DatabaseUrl url) throws SQLException {
    DatabaseUrl.Postgres postgres = (DatabaseUrl.Postgres) url;
    return DriverManager.getConnection(
        postgres.jdbc(), postgres.user(), postgres.password().reveal());
  }

  private static void execute(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
