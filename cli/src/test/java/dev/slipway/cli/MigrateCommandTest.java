package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.KeptDatabases;
import dev.slipway.machine.Ports;
import dev.slipway.store.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway migrate} and {@code slipway check} on a project with a database of its own. */
class MigrateCommandTest {
  private static final String TEXT =
      """
      components:
        db:
          type: database
          migrations: {path: migrations}
        api:
          type: service
          start: ./api
          paths: /api
          env: {DATABASE_URL: "${components.db.url}"}
      environments:
        staging: {}
        production:
          approval: {required: 1}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTheProject() throws IOException {
    write("slipway.yaml", TEXT);
    write("migrations/001_users.sql", "create table users (id bigint primary key, name text);\n");
    write("migrations/002_plan.sql", "alter table users add column plan text;\n");
  }

  @AfterEach
  void endTheDatabases() {
    SecretStore secrets =
        SecretStore.open(folder.resolve(".slipway"), Optional.empty(), InstantSource.system());
    new KeptDatabases(folder.resolve(".slipway"), secrets, Ports.ofMachine()).destroy();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private TypedLine type(String... words) {
    return TypedLine.in(folder, Map.of("LC_ALL", "C", "SLIPWAY_KEY", ""), words);
  }

  @Test
  void bringsADatabaseToWhatTheFilesSayAndHoldsWhatTakesAway() throws IOException {
    TypedLine before = type("migrate", "staging", "--dry-run");
    TypedLine first = type("migrate", "staging");
    TypedLine again = type("migrate", "staging");
    write("migrations/003_drop.sql", "alter table users drop column plan;\n");
    TypedLine held = type("migrate", "staging");
    TypedLine status = type("migrate", "staging", "status");
    TypedLine contract = type("migrate", "staging", "--contract");

    assertThat(before.exitCode()).isZero();
    assertThat(before.out()).contains("db of staging", "a new database", "002 plan", "expand");
    assertThat(first.error()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("+ 001 users", "+ 002 plan", "applied 2 migrations");
    assertThat(again.out()).contains("nothing to apply");
    assertThat(held.exitCode()).isZero();
    assertThat(held.out())
        .contains("003 drop  contract  waits until the release before is gone")
        .contains("rollback-safe until 003 drop")
        .contains("migrations/003_drop.sql:1:1: warning: users.plan")
        .doesNotContain("applied 1");
    assertThat(status.out())
        .contains("001  users  applied  expand", "003  drop   held     contract");
    assertThat(contract.out()).contains("+ 003 drop", "applied 1 migration\n");
  }

  @Test
  void saysWhereAMigrationFailedAndEndsWithOne() throws IOException {
    type("migrate", "staging");
    write("migrations/003_bad.sql", "alter table nobody add column a int;\n");

    TypedLine rehearsed = type("migrate", "staging", "--rehearse");
    TypedLine applied = type("migrate", "staging");

    assertThat(rehearsed.exitCode()).isEqualTo(1);
    assertThat(rehearsed.out()).contains("the rehearsal failed: x 003 bad");
    assertThat(applied.exitCode()).isEqualTo(1);
    assertThat(applied.out())
        .contains("migrations/003_bad.sql:1:1: relation \"nobody\" does not exist;")
        .contains("nothing of 003 bad stays");
  }

  @Test
  void refusesAFileThatWasChangedAndTellsWhatIsWrong() throws IOException {
    type("migrate", "staging");
    write("migrations/002_plan.sql", "alter table users add column plan int;\n");

    TypedLine line = type("migrate", "staging");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.out()).contains("002_plan.sql was changed after it was applied");
  }

  @Test
  void leavesAnEnvironmentThatAsksPeopleToDeployments() {
    TypedLine line = type("migrate", "production");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).contains("slipway deploy production");
    assertThat(type("migrate", "production", "--dry-run").exitCode()).isZero();
  }

  @Test
  void checksMigrationsWithTheOtherFiles() throws IOException {
    write("migrations/003_bad.sql", "alter table users add column age int not null;\n");

    TypedLine all = type("check");
    TypedLine one = type("check", "migrations/002_plan.sql");

    assertThat(all.exitCode()).isEqualTo(2);
    assertThat(all.out())
        .contains("migrations/003_bad.sql:1:30: error: users.age:", "[column-required]")
        .contains("3 migrations");
    assertThat(one.exitCode()).isZero();
    assertThat(one.out()).contains("no errors");
  }
}
