package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sample application's policies, and Supabase's ways on a plain PostgreSQL. */
@ExtendWith(TestServer.class)
class RowSecurityTest {
  private static final Path HARBOR = Golden.root().resolve("examples/harbor");
  private static final UUID ROBIN = new UUID(1, 1);
  private static final UUID SASHA = new UUID(2, 2);

  @TempDir Path temporary;

  @Test
  void harborLetsNobodyReadOrChangeTheRowsOfAnother(DatabaseAddress database) throws SQLException {
    apply(Migrations.of(HARBOR.resolve("backend/migrations")), database);
    for (UUID user : List.of(ROBIN, SASHA)) {
      Asked.execute(database, "insert into users (id) values ('" + user + "')");
      Asked.execute(
          database, "insert into profiles values ('" + user + "', 'name', '\\x00', 'image/png')");
    }

    try (Connection robin = Connections.open(database)) {
      Connections.execute(robin, "set role harbor_app");
      assertThat(Connections.column(robin, "select id from users")).isEmpty();
      Connections.execute(
          robin, "select set_config('app.current_user_id', '" + ROBIN + "', false)");

      assertThat(Connections.column(robin, "select id from users"))
          .containsExactly(ROBIN.toString());
      assertThat(Connections.column(robin, "select user_id from profiles"))
          .containsExactly(ROBIN.toString());
      assertThat(
              Connections.column(
                  robin, "update profiles set display_name = 'Mallory' returning user_id"))
          .containsExactly(ROBIN.toString());
      Connections.execute(robin, "delete from users where id = '" + SASHA + "'");
      assertThatThrownBy(
              () ->
                  Connections.execute(
                      robin, "insert into sessions values ('x', '" + SASHA + "', now() + '1 day')"))
          .hasMessageContaining("row-level security");
    }
    assertThat(Asked.column(database, "select display_name from profiles order by user_id"))
        .containsExactly("Mallory", "name");
    assertThat(Asked.column(database, "select count(*) from users")).containsExactly("2");
  }

  @Test
  void sqlForSupabaseRunsOnAPlainServerAndItsPoliciesHold(DatabaseAddress database)
      throws SQLException, IOException {
    Folder folder =
        new Folder(temporary.resolve("migrations"))
            .with(
                "20260101000000_harbor.sql",
                Files.readString(HARBOR.resolve("supabase_schema.sql")));
    Migrations migrations = folder.read().onSupabase();

    apply(migrations, database);
    for (UUID user : List.of(ROBIN, SASHA)) {
      Asked.execute(
          database,
          "insert into auth.users (id, email) values ('" + user + "', '" + user + "@x.org')");
    }

    try (Connection robin = signedIn(database, ROBIN)) {
      assertThat(Connections.column(robin, "select user_id from journeys"))
          .containsExactly(ROBIN.toString());
      Connections.execute(
          robin, "insert into profiles values ('" + ROBIN + "', 'Robin', '\\x00', 'image/png')");
      assertThatThrownBy(
              () ->
                  Connections.execute(
                      robin,
                      "insert into profiles values ('" + SASHA + "', 'S', '\\x00', 'image/png')"))
          .hasMessageContaining("row-level security");
      assertThat(
              Connections.column(
                  robin,
                  "select auth.role() || ' ' || auth.email() || ' ' || (auth.jwt()->>'aud')"))
          .containsExactly("authenticated r@x.org web");
    }
    try (Connection sasha = signedIn(database, SASHA)) {
      assertThat(Connections.column(sasha, "select user_id from profiles")).isEmpty();
    }
    try (Connection service = Connections.open(database)) {
      Connections.execute(service, "set role service_role");
      assertThat(Connections.column(service, "select count(*) from journeys")).containsExactly("2");
    }
    try (Connection nobody = Connections.open(database)) {
      Connections.execute(nobody, "set role anon");
      assertThatThrownBy(() -> Connections.column(nobody, "select 1 from journeys"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> Connections.column(nobody, "select 1 from slipway_migrations"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void theShimCanBeInstalledAgainAndLeavesARealSupabaseAlone(
      DatabaseAddress database, DatabaseAddress real) {
    SupabaseShim.install(database);
    SupabaseShim.install(database);
    Asked.execute(real, "create schema auth");
    SupabaseShim.install(real);

    assertThat(Asked.column(database, "select auth.uid() is null")).containsExactly("t");
    assertThat(
            Asked.column(
                database, "select extnamespace::regnamespace from pg_extension order by 1"))
        .contains("extensions");
    assertThat(Asked.column(real, "select count(*) from pg_proc where proname = 'uid'"))
        .containsExactly("0");
  }

  @Test
  void theShimReadsClaimsInTheOldFormToo(DatabaseAddress database) throws SQLException {
    SupabaseShim.install(database);
    try (Connection connection = Connections.open(database)) {
      Connections.execute(
          connection, "select set_config('request.jwt.claim.sub', '" + ROBIN + "', false)");
      assertThat(Connections.column(connection, "select auth.uid()"))
          .containsExactly(ROBIN.toString());
    }
  }

  private static Connection signedIn(DatabaseAddress database, UUID user) throws SQLException {
    Connection connection = Connections.open(database);
    String claims =
        "{\"sub\":\""
            + user
            + "\",\"role\":\"authenticated\",\"email\":\"r@x.org\",\"aud\":\"web\"}";
    Connections.execute(
        connection, "select set_config('request.jwt.claims', '" + claims + "', false)");
    Connections.execute(connection, "set role authenticated");
    return connection;
  }

  private static void apply(Migrations migrations, DatabaseAddress database) {
    MigrationPlan plan = migrations.plan(database, Contracts.HOLD);
    MigrationOutcome outcome = migrations.apply(plan, database, MigrationListener.NONE);
    assertThat(outcome).isInstanceOf(MigrationOutcome.Migrated.class);
  }
}
