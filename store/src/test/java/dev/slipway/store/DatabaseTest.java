package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class DatabaseTest {
  private static final Migrations.Step NUMBERS =
      new Migrations.Step("001_numbers.sql", "create table numbers (n integer not null) strict;");

  @TempDir private Path folder;

  @Test
  void readsBackEveryKindOfValue() {
    Instant at = Instant.ofEpochMilli(1_700_000_000_123L);
    try (Database database = open()) {
      database.write(
          transaction -> {
            transaction.update("create table t (a, b, c, d, e, f, g, h)");
            return transaction.update(
                "insert into t values (?, ?, ?, ?, ?, ?, ?, ?)",
                "text",
                42,
                true,
                new byte[] {1, 2},
                at,
                Duration.ofSeconds(3),
                Optional.empty(),
                OptionalLong.of(7));
          });

      String row =
          database.read(
              transaction ->
                  transaction
                      .first(
                          "select * from t",
                          each ->
                              each.text("a")
                                  + each.integer("b")
                                  + each.flag("c")
                                  + each.bytes("d").length
                                  + each.instant("e").equals(at)
                                  + each.number("f")
                                  + each.optionalText("g").isEmpty()
                                  + each.optionalInstant("g").isEmpty()
                                  + each.optionalNumber("h").getAsLong())
                      .orElseThrow());

      assertThat(row).isEqualTo("text42true2true3000truetrue7");
    }
  }

  @Test
  void undoesTheWorkThatThrowsAndNoneOfThoseCommittedWithIt() throws InterruptedException {
    try (Database database = open(NUMBERS)) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        callers.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    database.write(
                        transaction -> {
                          transaction.update("insert into numbers values (?)", number);
                          if (number % 2 == 1) {
                            throw new IllegalStateException("odd");
                          }
                          return number;
                        });
                  } catch (IllegalStateException e) {
                    assertThat(number).isOdd();
                  }
                }));
      }
      for (Thread caller : callers) {
        caller.join();
      }

      assertThat(
              database.<List<Long>>read(
                  each -> each.list("select n from numbers order by n", row -> row.number("n"))))
          .hasSize(100)
          .allMatch(number -> number % 2 == 0);
    }
  }

  @Test
  void readsEachWorkOnOneStateWhileOthersWrite() throws InterruptedException, ExecutionException {
    try (Database database = open(NUMBERS);
        ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        readers.add(tasks.submit(() -> database.<Boolean>read(DatabaseTest::countsTheSameTwice)));
        database.writeLightly(each -> each.update("insert into numbers values (1)"));
      }
      for (Future<Boolean> reader : readers) {
        assertThat(reader.get()).isTrue();
      }
    }
  }

  @Test
  void keepsWhatWasWrittenOverItsClose() {
    try (Database database = open(NUMBERS)) {
      database.writeLightly(each -> each.update("insert into numbers values (1)"));
      database.write(each -> each.update("insert into numbers values (2)"));
    }
    try (Database database = open(NUMBERS)) {
      assertThat(database.<Long>read(each -> each.number("select sum(n) as n from numbers")))
          .isEqualTo(3);
    }
  }

  @Test
  void runsHooksInTheOrderOfCommitsAndOnlyThen() {
    List<Long> committed = new ArrayList<>();
    try (Database database = open(NUMBERS);
        ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        tasks.execute(
            () ->
                database.write(
                    transaction -> {
                      transaction.update("insert into numbers values (1)");
                      long count = transaction.number("select count(*) as n from numbers");
                      transaction.onCommit(() -> committed.add(count));
                      return count;
                    }));
      }
    }
    assertThat(committed).hasSize(100).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void refusesToChangeAnythingWhileReading() {
    try (Database database = open(NUMBERS)) {
      assertThatThrownBy(() -> database.read(each -> each.update("insert into numbers values (1)")))
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void showsTheStatementThatIsWrongButNotItsValues() {
    try (Database database = open()) {
      assertThatThrownBy(
              () -> database.write(each -> each.update("insert into nowhere values (?)", "hush")))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
          .hasMessageContaining("insert into nowhere")
          .hasMessageNotContaining("hush");
    }
  }

  @Test
  void refusesAWorkThatWouldWaitForItself() {
    try (Database database = open(NUMBERS)) {
      assertThatThrownBy(() -> database.write(outer -> database.write(inner -> 1)))
          .hasMessageContaining("waits for another one");
      assertThatThrownBy(() -> database.read(outer -> database.read(inner -> 1)))
          .hasMessageContaining("waits for another one");
      assertThatThrownBy(() -> database.write(outer -> database.read(inner -> 1)))
          .hasMessageContaining("reads past its transaction");
    }
  }

  @Test
  void refusesATransactionThatIsOver() {
    try (Database database = open(NUMBERS)) {
      List<Transaction> kept = new ArrayList<>();
      database.write(kept::add);

      assertThatThrownBy(() -> kept.getFirst().number("select 1 as n"))
          .hasMessageContaining("outside the work");
    }
  }

  @Test
  void refusesWorkOnceItIsClosed() {
    Database database = open();
    database.close();
    database.close();

    assertThatThrownBy(() -> database.write(each -> 1)).hasMessageContaining("closed");
    assertThatThrownBy(() -> database.read(each -> 1)).hasMessageContaining("closed");
  }

  @Test
  void isOpenInOneProcessAtATimeAndForItsOwnerOnly() throws IOException {
    try (Database database = open()) {
      assertThatThrownBy(this::open).hasMessageContaining("is being written by process");
      for (String name : List.of("slipway.db", "slipway.db-wal")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .isEqualTo("rw-------");
      }
      assertThat(database.<Integer>write(each -> 1)).isEqualTo(1);
    }
  }

  @Test
  void addsTheStepsThatAreNewAndKeepsTheRows() {
    try (Database database = open(NUMBERS)) {
      database.write(each -> each.update("insert into numbers values (1)"));
    }
    Migrations.Step more =
        new Migrations.Step(
            "002_more.sql", "alter table numbers add column m integer;\nupdate numbers set m = 5;");

    try (Database database = open(NUMBERS, more)) {
      assertThat(database.<Long>read(each -> each.number("select m as n from numbers")))
          .isEqualTo(5);
    }
    try (Database database = open(NUMBERS, more)) {
      assertThat(database.<Long>read(each -> each.number("select count(*) as n from schema_step")))
          .isEqualTo(4);
    }
  }

  @Test
  void doesNoneOfTheStepsWhenOneFails() {
    Migrations.Step wrong = new Migrations.Step("002_wrong.sql", "create tabel t (a)");

    assertThatThrownBy(() -> open(NUMBERS, wrong)).hasMessageContaining("tabel");

    open(NUMBERS).close();
  }

  @Test
  void refusesTheFileOfANewerVersion() {
    open(NUMBERS, new Migrations.Step("002_more.sql", "create table more (a)")).close();

    assertThatThrownBy(() -> open(NUMBERS))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
        .hasMessageContaining("newer version of Slipway")
        .hasMessageContaining("002_more.sql");
    assertThatThrownBy(() -> Database.open(path(), InstantSource.system(), List.of()))
        .hasMessageContaining("tables of 'test'");
  }

  @Test
  void refusesAStepThatHasChanged() {
    open(NUMBERS).close();

    assertThatThrownBy(() -> open(new Migrations.Step(NUMBERS.name(), "create table other (a)")))
        .hasMessageContaining("another form");
  }

  @Test
  void refusesTheDatabaseOfAnotherProgramAndWhatIsNone() throws SQLException, IOException {
    try (Connection other = JDBC.createConnection("jdbc:sqlite:" + path(), new Properties());
        Statement statement = other.createStatement()) {
      statement.executeUpdate("create table theirs (a)");
    }
    assertThatThrownBy(this::open).hasMessageContaining("of another program");

    Files.writeString(path(), "my notes ".repeat(200));
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    assertThat(path()).content().startsWith("my notes");
  }

  private static boolean countsTheSameTwice(Transaction transaction) {
    long first = transaction.number("select count(*) as n from numbers");
    long second =
        transaction.number(
            "select sum(n) as n from (select 1 as n from numbers union all select 0)");
    return first == second;
  }

  private Database open(Migrations.Step... steps) {
    List<Migrations> rooms =
        steps.length == 0 ? List.of() : List.of(new Migrations("test", List.of(steps)));
    return Database.open(path(), InstantSource.system(), rooms);
  }

  private Path path() {
    return folder.resolve("slipway.db");
  }
}
