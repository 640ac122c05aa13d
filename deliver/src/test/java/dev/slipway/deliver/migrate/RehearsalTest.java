package dev.slipway.deliver.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals on a real PostgreSQL. */
@ExtendWith(TestServer.class)
class RehearsalTest {
  @TempDir Path temporary;
  private Folder folder;

  @BeforeEach
  void makeFolder() {
    folder = new Folder(temporary.resolve("migrations"));
  }

  @Test
  void findsOnACopyWhatTheDataForbidsAndChangesNothing(DatabaseAddress database) {
    apply(folder.with("001_t.sql", "create table t (a int);"), database);
    Asked.execute(database, "insert into t values (1), (1)");
    folder.with("002_key.sql", "alter table t add constraint one_each unique (a);");

    Rehearsal rehearsal = rehearse(database);

    assertThat(rehearsal.copy()).isEqualTo(Rehearsal.Copy.TEMPLATE);
    assertThat(rehearsal.passed()).isFalse();
    assertThat(rehearsal.outcome())
        .isInstanceOfSatisfying(
            MigrationOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("could not create unique index"));
    assertThat(folder.read().plan(database, Contracts.HOLD).pending()).hasSize(1);
    assertThat(Asked.column(database, "select datname from pg_database"))
        .noneMatch(name -> name.startsWith("slipway_rehearsal"));
  }

  @Test
  void seesTheLocksThatAreReallyTakenAndTheTablesThatAreRewritten(DatabaseAddress database) {
    apply(folder.with("001_t.sql", "create table t (a int); create table u (a int);"), database);
    folder.with(
        "002_mixed.sql",
        """
        create table fresh (a int);
        alter table t alter column a type bigint;
        create index u_a on u (a);
        """);
    folder.with("003_more.sql", "create index fresh_a on fresh (a);");

    Rehearsal rehearsal = folderRehearsal(database, Contracts.APPLY);

    assertThat(rehearsal.passed()).isTrue();
    assertThat(rehearsal.migrations()).hasSize(2);
    assertThat(rehearsal.migrations().getFirst().locks())
        .extracting(TableLock::table, TableLock::level)
        .containsExactly(tuple("t", LockLevel.ACCESS_EXCLUSIVE), tuple("u", LockLevel.SHARE));
    assertThat(rehearsal.migrations().getFirst().rewritten()).containsExactly("t");
    assertThat(rehearsal.migrations().getLast().locks())
        .extracting(TableLock::table)
        .containsExactly("fresh");
  }

  @Test
  void replaysAllFilesWhereSomebodyUsesTheDatabase(DatabaseAddress database) throws SQLException {
    apply(folder.with("001_t.sql", "create table t (a int);"), database);
    folder.with("002_b.sql", "alter table t add column b int;");

    try (Connection user = Connections.open(database)) {
      Connections.execute(user, "select 1");
      Rehearsal rehearsal = rehearse(database);

      assertThat(rehearsal.copy()).isEqualTo(Rehearsal.Copy.REPLAY);
      assertThat(rehearsal.passed()).isTrue();
      assertThat(rehearsal.notes()).singleElement().asString().contains("nobody is connected");
      assertThat(rehearsal.migrations())
          .extracting(seen -> seen.migration().name())
          .containsExactly("b");
    }
  }

  @Test
  void saysWhyTheServerRefusesACopy(DatabaseAddress database) {
    String role = "builder_of_" + database.name();
    Asked.execute(database, "create role " + role + " login createdb password 'p'");
    Asked.execute(database, "grant create on schema public to " + role);
    DatabaseAddress builder =
        new DatabaseAddress(
            database.dialect(), database.place(), Optional.of(role), Optional.of("p"));
    apply(folder.with("001_t.sql", "create table t (a int);"), builder);
    folder.with("002_b.sql", "alter table t add column b int;");

    Rehearsal rehearsal = rehearse(builder);

    assertThat(rehearsal.copy()).isEqualTo(Rehearsal.Copy.REPLAY);
    assertThat(rehearsal.notes()).singleElement().asString().contains("permission denied");
  }

  @Test
  void looksAtTheLocksOfSerializableTransactionsToo(DatabaseAddress database) {
    apply(folder.with("001_t.sql", "create table t (a int);"), database);
    folder.with("002_b.sql", "update t set a = 1 where a = (select max(a) from t);");
    String strict = "?options=-c%20default_transaction_isolation%3Dserializable";
    DatabaseAddress serializable =
        new DatabaseAddress(
            database.dialect(), database.place() + strict, database.user(), database.password());

    Rehearsal rehearsal = rehearse(serializable);

    assertThat(rehearsal.passed()).isTrue();
    assertThat(rehearsal.migrations().getFirst().locks())
        .extracting(TableLock::level)
        .containsExactly(LockLevel.ROW_EXCLUSIVE);
  }

  /** What the linter says of locks must not be weaker than what the server does. */
  @Test
  void theLinterNamesEveryLockThatTheServerTakes(DatabaseAddress database) {
    apply(
        folder.with(
            "001_t.sql",
            """
            create table t (id bigint primary key, a int, b int);
            create table u (id bigint primary key, t_id bigint);
            create table ranged (at date) partition by range (at);
            create table part (at date);
            create index t_a on t (a);
            create function touch() returns trigger language plpgsql as $$begin return new; end$$;
            """),
        database);
    String[] statements = {
      "alter table t add column c int",
      "alter table t alter column b type bigint",
      "alter table t add constraint positive check (a > 0) not valid",
      "alter table t validate constraint positive",
      "alter table u add constraint u_t foreign key (t_id) references t (id)",
      "alter table t alter column a set statistics 50",
      "alter table t set (fillfactor = 90)",
      "alter table ranged attach partition part for values from ('2026-01-01') to ('2027-01-01')",
      "create trigger touch before update on t for each row execute function touch()",
      "alter table t disable trigger touch",
      "create policy own on t using (true)",
      "alter table t enable row level security",
      "create index t_b on t (b)",
      "update t set a = 1 where id = 1",
      "create table w (id bigint primary key references t (id))",
      "comment on table t is 'x'",
      "truncate u",
      "alter table u rename to v",
      "drop policy own on t",
    };
    for (int index = 0; index < statements.length; index++) {
      folder.with(String.format("%03d_s.sql", index + 2), statements[index] + ";");
    }

    Rehearsal rehearsal = folderRehearsal(database, Contracts.APPLY);

    assertThat(rehearsal.outcome()).isInstanceOf(MigrationOutcome.Migrated.class);
    for (int index = 0; index < statements.length; index++) {
      SqlScript script = SqlScript.read("x", statements[index], Dialect.POSTGRESQL);
      java.util.Map<String, LockLevel> said = new java.util.HashMap<>();
      Locks.of(script).forEach(lock -> said.put(lock.table(), lock.level()));
      for (TableLock taken : rehearsal.migrations().get(index).locks()) {
        assertThat(said.getOrDefault(name(taken), LockLevel.ACCESS_SHARE))
            .as(statements[index] + " on " + taken.table())
            .isGreaterThanOrEqualTo(taken.level());
      }
    }
  }

  /** The last statement but one has renamed it when the locks are looked at. */
  private static String name(TableLock taken) {
    return taken.table().equals("v") ? "u" : taken.table();
  }

  private Rehearsal rehearse(DatabaseAddress database) {
    return folderRehearsal(database, Contracts.HOLD);
  }

  private Rehearsal folderRehearsal(DatabaseAddress database, Contracts contracts) {
    Migrations migrations = folder.read();
    return migrations.rehearse(migrations.plan(database, contracts), database);
  }

  private static void apply(Folder folder, DatabaseAddress database) {
    Migrations migrations = folder.read();
    MigrationPlan plan = migrations.plan(database, Contracts.APPLY);
    MigrationOutcome outcome = migrations.apply(plan, database, MigrationListener.NONE);
    assertThat(outcome).isInstanceOf(MigrationOutcome.Migrated.class);
  }
}
