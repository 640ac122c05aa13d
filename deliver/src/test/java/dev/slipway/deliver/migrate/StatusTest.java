package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.deliver.migrate.MigrationStatus.Line;
import dev.slipway.deliver.migrate.MigrationStatus.State;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Status, adoption and repair on a real PostgreSQL. */
@ExtendWith(TestServer.class)
class StatusTest {
  @TempDir Path temporary;
  private Folder folder;

  @BeforeEach
  void makeFolder() {
    folder = new Folder(temporary.resolve("migrations"));
  }

  @Test
  void saysWhatHasBecomeOfEachVersion(DatabaseAddress database) {
    folder
        .with("001_t.sql", "create table t (a int, b int); insert into t values (1, 1), (1, 2);")
        .with("002_gone.sql", "create table gone (a int);")
        .with("003_edited.sql", "create table edited (a int);");
    apply(folder.read(), database);
    folder.with("004_i.sql", "select 1; create unique index concurrently t_a on t (a);");
    apply(folder.read(), database);
    folder
        .without("002_gone.sql")
        .with("003_edited.sql", "create table edited (a bigint);")
        .with("005_drop.sql", "alter table t drop column b;")
        .with("006_add.sql", "alter table t add column c int;");

    MigrationStatus status = folder.read().status(database);

    assertThat(status.lines())
        .extracting(line -> line.version().text(), Line::state)
        .containsExactly(
            tuple("001", State.APPLIED),
            tuple("002", State.WITHOUT_FILE),
            tuple("003", State.CHANGED),
            tuple("004", State.PARTLY),
            tuple("005", State.HELD),
            tuple("006", State.PENDING));
    assertThat(status.lines().get(1).phase()).hasValue(Phase.EXPAND);
    assertThat(status.lines().getFirst().at()).isPresent();
    assertThat(status.invalidIndexes()).containsExactly("t_a");
    assertThat(folder.read().dropInvalidIndexes(database)).containsExactly("t_a");
    assertThat(folder.read().status(database).invalidIndexes()).isEmpty();
  }

  @Test
  void adoptsASchemaThatSomethingElseHasMade(DatabaseAddress database) {
    Asked.execute(database, "create table t (a int)");
    Asked.execute(
        database,
        "create schema supabase_migrations; create table supabase_migrations.schema_migrations"
            + " (version text primary key); insert into supabase_migrations.schema_migrations"
            + " values ('001')");
    folder
        .with("001_t.sql", "create table t (a int);")
        .with("002_b.sql", "alter table t add column b int;");
    Migrations migrations = folder.read();

    MigrationPlan before = migrations.plan(database, Contracts.HOLD);
    assertThat(migrations.adopt(database, new Version("1"))).hasSize(1);
    MigrationPlan after = migrations.plan(database, Contracts.HOLD);
    MigrationOutcome outcome = migrations.apply(after, database, MigrationListener.NONE);

    assertThat(before.obstacles()).singleElement().asString().endsWith("--adopt 001");
    assertThat(outcome.applied()).extracting(Migration::name).containsExactly("b");
    assertThatThrownBy(() -> migrations.adopt(database, new Version("1")))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("history");
    assertThatThrownBy(() -> migrations.adopt(database, new Version("7")))
        .hasMessageContaining("no migration of version 7");
  }

  @Test
  void goesOnWithAHistoryThatFlywayItselfHasWritten(DatabaseAddress database) {
    folder.with("V1__t.sql", "create table t (a int);\ninsert into t values (1);\n");
    org.flywaydb.core.Flyway.configure()
        .dataSource(Connections.source(database))
        .locations("filesystem:" + folder.path())
        .loggers("console")
        .load()
        .migrate();

    MigrationPlan plan =
        folder
            .with("V1_1__b.sql", "alter table t add column b int;")
            .read()
            .plan(database, Contracts.HOLD);

    assertThat(plan.obstacles()).isEmpty();
    assertThat(plan.pending()).extracting(each -> each.migration().name()).containsExactly("b");
    assertThat(folder.read().apply(plan, database, MigrationListener.NONE))
        .isInstanceOf(MigrationOutcome.Migrated.class);
  }

  @Test
  void doesNotRunAgainWhatWasCommittedButNotRecorded(DatabaseAddress database) {
    apply(folder.with("001_t.sql", "create table t (a int);").read(), database);
    // As after a crash between the commit of the migration and that of the history.
    Asked.execute(database, "delete from flyway_schema_history where version = '001'");

    MigrationOutcome outcome = apply(folder.read(), database);

    assertThat(outcome).isInstanceOf(MigrationOutcome.Migrated.class);
    assertThat(Asked.column(database, "select version from flyway_schema_history where success"))
        .contains("001");
  }

  private static MigrationOutcome apply(Migrations migrations, DatabaseAddress database) {
    MigrationPlan plan = migrations.plan(database, Contracts.HOLD);
    return migrations.apply(plan, database, MigrationListener.NONE);
  }
}
