package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases whose migrations cannot be applied, on a PostgreSQL that others use meanwhile. */
class BadMigrationsTest {
  private static final String DATABASE =
      """
        db:
          type: database
          migrations: {path: migrations, lock-timeout: 300ms, attempts: 2}
      """;

  @TempDir Path folder;
  private SmallApplication application;
  private String first = "";

  @BeforeEach
  void deployAGoodRelease() throws InterruptedException {
    application = new SmallApplication(folder);
    application.settings("rolling", "1s", DATABASE, "");
    application.write(
        "migrations/001_orders.sql",
        "create table orders (id bigint generated always as identity primary key);\n");
    first = application.build("a good release");
    assertThat(application.deploy(first).state())
        .as(() -> String.join("\n", application.notes()))
        .isEqualTo(DeploymentState.LIVE);
  }

  @AfterEach
  void close() {
    application.close();
  }

  private Connection connect() throws SQLException {
    Project project = application.project();
    Environment environment = project.delivery().environment(SmallApplication.ENVIRONMENT);
    Component.Database database =
        (Component.Database) environment.component(new ComponentName("db")).orElseThrow();
    DatabaseUrl url =
        new KeptDatabases(project.stateFolder(), project.secrets(), Ports.ofMachine())
            .find(environment, database)
            .orElseThrow();
    if (!(url instanceof DatabaseUrl.Postgres server)) {
      throw new AssertionError(url + " is no PostgreSQL");
    }
    return DriverManager.getConnection(server.jdbc(), server.user(), server.password().reveal());
  }

  private static int columnsOfOrders(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from information_schema.columns where table_name = 'orders'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String reason(Deployment deployment) {
    return deployment.end().orElseThrow().reason().orElse("");
  }

  @Test
  void aMigrationThatFailsLeavesSchemaAndVisitorsAsTheyWere() throws Exception {
    application.write(
        "migrations/002_notes.sql",
        "alter table orders add column note text;\ninsert into notes values (1);\n");
    String second = application.build("a release with a wrong migration");
    try (DemandingVisitors visitors = application.visitors(5);
        Connection connection = connect()) {
      Deployment deployment = application.deploy(second);

      assertThat(deployment.state()).isEqualTo(DeploymentState.FAILED);
      assertThat(reason(deployment))
          .startsWith("db: ")
          .contains("migrations/002_notes.sql:2:13")
          .contains("relation \"notes\" does not exist");
      assertThat(columnsOfOrders(connection)).isEqualTo(1);
      assertThat(visitors.answers(second)).isZero();
      assertThat(visitors.bad(first) + visitors.broken()).isZero();
      assertThat(application.answer()).isEqualTo(first);
    }
  }

  @Test
  void aMigrationThatGetsNoLockStepsBackAndIsAppliedLater() throws Exception {
    application.write("migrations/002_notes.sql", "alter table orders add column note text;\n");
    String second = application.build("a release with a migration");
    try (DemandingVisitors visitors = application.visitors(5);
        Connection connection = connect()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("lock table orders in share mode");
      }

      Deployment deployment = application.deploy(second);

      assertThat(deployment.state()).isEqualTo(DeploymentState.FAILED);
      assertThat(reason(deployment))
          .startsWith("db: ")
          .contains("migrations/002_notes.sql:1:1")
          .contains("lock");
      assertThat(application.notes())
          .anyMatch(note -> note.contains("002_notes.sql: attempt 1 of 2 failed"));
      assertThat(visitors.answers(second)).isZero();
      assertThat(visitors.bad(first) + visitors.broken()).isZero();
      connection.rollback();
      assertThat(columnsOfOrders(connection)).isEqualTo(1);
      connection.rollback();

      assertThat(application.deploy(second).state()).isEqualTo(DeploymentState.LIVE);
      assertThat(columnsOfOrders(connection)).isEqualTo(2);
    }
  }
}
