package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Migrations on a real PostgreSQL. */
@ExtendWith(TestServer.class)
class MigrationsTest {
  private static final MigrationSettings IMPATIENT =
      new MigrationSettings(
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          3,
          Duration.ofMillis(50));

  @TempDir Path temporary;
  private Folder folder;

  @BeforeEach
  void makeFolder() {
    folder = new Folder(temporary.resolve("migrations"));
  }

  @Test
  void appliesFilesInTheOrderOfTheirNumbers(DatabaseAddress database) {
    folder
        .with("2_two.sql", "alter table t add column b int;")
        .with("10_ten.sql", "alter table t add column c int;")
        .with("001_one.sql", "create table t (a int);")
        .with("002_notes.txt", "no migration")
        .with("001_one.down.sql", "drop table t;");

    MigrationOutcome outcome = apply(folder.read(), database);

    assertThat(outcome).isInstanceOf(MigrationOutcome.Migrated.class);
    assertThat(outcome.applied())
        .extracting(Migration::title)
        .containsExactly("001 one", "2 two", "10 ten");
    assertThat(
            Asked.column(
                database,
                "select version || script from flyway_schema_history"
                    + " where type = 'SQL' order by installed_rank"))
        .containsExactly("001001_one.sql", "22_two.sql", "1010_ten.sql");
    assertThat(folder.read().plan(database, Contracts.HOLD).isEmpty()).isTrue();
  }

  @Test
  void appliesOnlyWhatIsNew(DatabaseAddress database) {
    apply(folder.with("20260101120000_a.sql", "create table t (a int);").read(), database);

    MigrationOutcome outcome =
        apply(folder.with("20260102120000_b.sql", "create table u (a int);").read(), database);

    assertThat(outcome.applied()).extracting(Migration::name).containsExactly("b");
  }

  @Test
  void leavesNothingOfAMigrationThatFailsAndSaysWhere(DatabaseAddress database) {
    folder
        .with("001_good.sql", "create table t (a int);")
        .with("002_bad.sql", "create table u (a int);\n\ninsert into u values\n  (1), ('ä', x);\n")
        .with("003_later.sql", "create table w (a int);");

    MigrationOutcome outcome = apply(folder.read(), database);

    assertThat(outcome.applied()).extracting(Migration::name).containsExactly("good");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            MigrationOutcome.Failed.class,
            failed -> {
              assertThat(failed.place()).hasToString("migrations/002_bad.sql:4:14");
              assertThat(failed.sentence())
                  .isEqualTo(
                      "migrations/002_bad.sql:4:14: column \"x\" does not exist;"
                          + " nothing of 002 bad stays");
            });
    assertThat(tables(database)).contains("t").doesNotContain("u", "w");
    assertThat(folder.read().plan(database, Contracts.HOLD).pending())
        .extracting(planned -> planned.migration().name())
        .containsExactly("bad", "later");
  }

  @Test
  void runsStatementsThatRefuseATransaction(DatabaseAddress database) {
    folder
        .with("001_t.sql", "create table t (a int); insert into t select generate_series(1, 1000);")
        .with("002_index.sql", "create index concurrently t_a on t (a);")
        .with("003_vacuum.sql", "vacuum analyze t;");

    MigrationOutcome outcome = apply(folder.read(), database);

    assertThat(outcome.applied())
        .extracting(Migration::transactional)
        .containsExactly(true, false, false);
    assertThat(Asked.column(database, "select indisvalid from pg_index")).contains("t");
  }

  @Test
  void knowsThatADatabaseMovesOutsideOfATransaction() {
    folder
        .with("001_move.sql", "alter database app set tablespace fast;")
        .with("002_setting.sql", "alter database app set work_mem = '8MB';");

    assertThat(folder.read().all())
        .extracting(Migration::transactional)
        .containsExactly(false, true);
  }

  @Test
  void goesOnBehindTheStatementsThatAnEarlierAttemptApplied(DatabaseAddress database) {
    folder
        .with("001_t.sql", "create table t (a int); insert into t values (1), (1);")
        .with(
            "002_index.sql",
            "create table log (a int);\ncreate unique index concurrently t_a on t (a);\n");

    MigrationOutcome first = apply(folder.read(), database);
    MigrationPlan again = folder.read().plan(database, Contracts.HOLD);
    Asked.execute(database, "delete from t");
    List<String> notes = new ArrayList<>();
    MigrationOutcome second =
        folder
            .read()
            .apply(
                again,
                database,
                progress -> {
                  if (progress instanceof MigrationProgress.Noted noted) {
                    notes.add(noted.note());
                  }
                });

    assertThat(first)
        .isInstanceOfSatisfying(
            MigrationOutcome.Failed.class,
            failed -> {
              assertThat(failed.partly()).isTrue();
              assertThat(failed.place().line()).isEqualTo(2);
              assertThat(failed.reason()).contains("could not create unique index");
            });
    assertThat(again.pending().getFirst().statementsDone()).isEqualTo(1);
    assertThat(second).isInstanceOf(MigrationOutcome.Migrated.class);
    assertThat(notes)
        .containsExactly("dropped the invalid index t_a that an earlier attempt left behind");
    assertThat(
            Asked.column(
                database, "select indisvalid from pg_index where indexrelid = 't_a'::regclass"))
        .containsExactly("t");
  }

  @Test
  void triesAgainWhenALockIsNotToBeHad(DatabaseAddress database) throws SQLException {
    apply(folder.with("001_t.sql", "create table t (a int);").read(), database);
    folder.with("002_b.sql", "create table u (a int); alter table t add column b int;");
    List<MigrationProgress> heard = new ArrayList<>();
    Migrations migrations = folder.read().with(IMPATIENT);

    try (Connection other = Connections.open(database)) {
      other.setAutoCommit(false);
      Connections.execute(other, "lock table t in access share mode");
      MigrationOutcome outcome =
          migrations.apply(
              migrations.plan(database, Contracts.HOLD),
              database,
              progress -> {
                heard.add(progress);
                if (progress instanceof MigrationProgress.Retrying) {
                  release(other);
                }
              });

      assertThat(outcome).isInstanceOf(MigrationOutcome.Migrated.class);
    }
    assertThat(heard)
        .extracting(each -> each.getClass().getSimpleName())
        .containsExactly("Started", "Retrying", "Applied");
    assertThat(tables(database)).contains("u");
  }

  @Test
  void givesUpWhenALockIsNeverToBeHad(DatabaseAddress database) throws SQLException {
    apply(folder.with("001_t.sql", "create table t (a int);").read(), database);
    folder.with("002_b.sql", "alter table t add column b int;");

    try (Connection other = Connections.open(database)) {
      other.setAutoCommit(false);
      Connections.execute(other, "lock table t in access share mode");
      MigrationOutcome outcome = apply(folder.read().with(IMPATIENT), database);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              MigrationOutcome.Failed.class,
              failed -> {
                assertThat(failed.lockTimeout()).isTrue();
                assertThat(failed.sentence()).contains("others hold the lock it needs");
              });
    }
  }

  @Test
  void refusesAFileThatWasChangedAfterItWasApplied(DatabaseAddress database) {
    apply(folder.with("001_t.sql", "create table t (a int);\n").read(), database);

    Migrations sameText = folder.with("001_t.sql", "create table t (a int);\r\n").read();
    Migrations otherText = folder.with("001_t.sql", "create table t (a bigint);\n").read();

    assertThat(sameText.plan(database, Contracts.HOLD).isBlocked()).isFalse();
    MigrationPlan plan = otherText.plan(database, Contracts.HOLD);
    assertThat(plan.obstacles())
        .singleElement()
        .asString()
        .startsWith("migrations/001_t.sql was changed after it was applied");
    assertThatThrownBy(() -> otherText.apply(plan, database, MigrationListener.NONE))
        .isInstanceOf(SlipwayException.class)
        .hasMessageStartingWith("Nothing was migrated");
  }

  @Test
  void holdsContractMigrationsUntilTheReleaseBeforeIsGone(DatabaseAddress database) {
    apply(folder.with("001_t.sql", "create table t (a int, b int);").read(), database);
    folder
        .with("002_c.sql", "alter table t add column c int;")
        .with("003_drop_b.sql", "alter table t drop column b;");
    Migrations migrations = folder.read();

    MigrationPlan before = migrations.plan(database, Contracts.HOLD);
    migrations.apply(before, database, MigrationListener.NONE);
    MigrationPlan after = migrations.plan(database, Contracts.APPLY);
    migrations.apply(after, database, MigrationListener.NONE);

    assertThat(before.pending()).extracting(each -> each.migration().name()).containsExactly("c");
    assertThat(before.held()).extracting(each -> each.migration().name()).containsExactly("drop_b");
    assertThat(before.rollbackSafeUntil()).map(Migration::title).hasValue("003 drop_b");
    assertThat(after.pending())
        .extracting(each -> each.migration().name())
        .containsExactly("drop_b");
    Migrations older = folder.without("003_drop_b.sql").without("002_c.sql").read();
    assertThat(older.contractsBeyond(database)).extracting(Version::text).containsExactly("003");
    assertThat(older.plan(database, Contracts.HOLD).isBlocked()).isFalse();
  }

  @Test
  void holdsNothingBackInAnEmptyDatabase(DatabaseAddress database) {
    folder
        .with("001_t.sql", "create table t (a int, b int);")
        .with("002_drop_b.sql", "alter table t drop column b;");

    assertThat(folder.read().plan(database, Contracts.HOLD).held()).isEmpty();
  }

  @Test
  void refusesTablesThatNobodyAccountsFor(DatabaseAddress database) {
    Asked.execute(database, "create table t (a int)");

    MigrationPlan plan =
        folder.with("001_t.sql", "create table t (a int);").read().plan(database, Contracts.HOLD);

    assertThat(plan.obstacles()).singleElement().asString().contains("no history");
  }

  @Test
  void judgesWaitingByTheSizeOfTheTable(DatabaseAddress database) {
    apply(folder.with("001_t.sql", "create table t (a int, b text);").read(), database);
    Migrations migrations = folder.with("002_i.sql", "create index t_a on t (a);").read();

    MigrationPlan empty = migrations.plan(database, Contracts.HOLD);
    Asked.execute(
        database, "insert into t select i, 'x' from generate_series(1, 20000) i; analyze t");
    MigrationPlan filled = migrations.plan(database, Contracts.HOLD);
    Asked.execute(database, "update pg_class set reltuples = 5e6 where relname = 't'");
    MigrationPlan huge = migrations.plan(database, Contracts.HOLD);

    assertThat(empty.findings()).isEmpty();
    assertThat(filled.findings())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("; it has about 20,000 rows"));
    assertThat(filled.isBlocked()).isFalse();
    assertThat(huge.isBlocked()).isTrue();
    assertThat(huge.reasons()).singleElement().asString().contains("[index-not-concurrent]");
    assertThat(huge.pending().getFirst().locks())
        .singleElement()
        .satisfies(lock -> assertThat(lock.level()).isEqualTo(LockLevel.SHARE));
    assertThat(empty.digest()).isEqualTo(huge.digest());
  }

  @Test
  void copiesDataThatFollowsAStatement(DatabaseAddress database) {
    folder.with(
        "001_t.sql",
        """
        create table t (a int, b text);
        copy t from stdin;
        1\tit's; fine
        2\t\\N
        \\.
        update t set a = a + 1;
        """);

    apply(folder.read(), database);

    assertThat(Asked.column(database, "select a || coalesce(b, '-') from t order by a"))
        .containsExactly("2it's; fine", "3-");
  }

  @Test
  void takesAFunctionBodyWithSemicolonsForOneStatement(DatabaseAddress database) {
    folder.with(
        "001_f.sql",
        """
        create table t (a int);
        create function f(x int) returns int language sql
        begin atomic
          insert into t values (case when x > 1 then 1 else 2 end);
          select count(*) from t;
        end;
        create function g() returns int language plpgsql as $body$
        begin
          return f(1); -- '
        end $body$;
        select g();
        """);

    apply(folder.read(), database);

    assertThat(Asked.column(database, "select a from t")).containsExactly("2");
  }

  @Test
  void doesNotLetOneFileChangeTheSettingsOfTheNext(DatabaseAddress database) {
    folder
        .with(
            "001_dump.sql",
            "create schema other; select pg_catalog.set_config('search_path', '', false);"
                + " set role pg_read_all_data;")
        .with("002_t.sql", "create table t (a int);");

    MigrationOutcome outcome = apply(folder.read(), database);

    assertThat(outcome).isInstanceOf(MigrationOutcome.Migrated.class);
    assertThat(Asked.column(database, "select 't'::regclass")).containsExactly("t");
  }

  @Test
  void isQuietAboutThePassword(DatabaseAddress database) {
    DatabaseAddress wrong =
        new DatabaseAddress(
            database.dialect(),
            database.place().replace("/test", "/nothing"),
            database.user(),
            database.password());
    folder.with("001_t.sql", "create table t (a int);");

    assertThat(wrong.toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> folder.read().plan(wrong, Contracts.HOLD))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("does not exist")
        .hasMessageNotContaining("s3cret");
  }

  private static MigrationOutcome apply(Migrations migrations, DatabaseAddress database) {
    MigrationPlan plan = migrations.plan(database, Contracts.HOLD);
    return migrations.apply(plan, database, MigrationListener.NONE);
  }

  private static List<String> tables(DatabaseAddress database) {
    return Asked.column(database, "select relname from pg_class where relkind = 'r'");
  }

  private static void release(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
