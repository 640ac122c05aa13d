package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadModelFollowerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Migrations TABLES =
      new Migrations(
          "sums", List.of(new Migrations.Step("001", "create table sum (n integer) strict")));

  @TempDir private Path folder;
  private Database database;
  private DatabaseJournal journal;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("slipway.db"), InstantSource.system(), List.of(TABLES));
    journal = DatabaseJournal.open(database, SampleEvent.CODECS, InstantSource.system());
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
  }

  @Test
  void takesInWhatWasThereAndWhatComes() {
    append(1, 2, 3);
    try (ReadModelFollower follower = ReadModelFollower.start(database, journal, new Sum(1, 1))) {
      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
      assertThat(sum()).isEqualTo(6);

      append(4);
      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
      assertThat(sum()).isEqualTo(10);
    }
  }

  @Test
  void goesOnWhereItWasLeftAndTakesNothingInTwice() {
    for (int round = 1; round <= 3; round++) {
      append(1, 1);
      try (ReadModelFollower follower = ReadModelFollower.start(database, journal, new Sum(1, 1))) {
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        assertThat(sum()).isEqualTo(2L * round);
      }
    }
  }

  @Test
  void isFilledAnewWhenItComputesSomethingElse() {
    append(1, 2);
    try (ReadModelFollower follower = ReadModelFollower.start(database, journal, new Sum(1, 1))) {
      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
    }
    try (ReadModelFollower follower = ReadModelFollower.start(database, journal, new Sum(2, 10))) {
      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
      assertThat(sum()).isEqualTo(30);
    }
  }

  @Test
  void saysWhyItWentNoFurther() {
    try (ReadModelFollower follower = ReadModelFollower.start(database, journal, new Sum(1, 1))) {
      append(1, -1, 5);

      assertThatThrownBy(() -> follower.awaitCaughtUp(LONG))
          .hasMessageContaining("'sum' stopped: no negative numbers");
      assertThat(follower.failure()).containsInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void endsWithItsJournal() {
    ReadModelFollower follower = ReadModelFollower.start(database, journal, new Sum(1, 1));
    journal.close();
    follower.close();

    assertThat(follower.failure()).isEmpty();
  }

  private void append(long... numbers) {
    for (long number : numbers) {
      journal.append(Draft.of("tester", "sum/1", new SampleEvent.Finished(number)));
    }
  }

  private long sum() {
    return database.<Long>read(each -> each.number("select coalesce(sum(n), 0) as n from sum"));
  }

  /** Adds the numbers up, each as often as {@code factor} says. */
  private record Sum(int version, int factor) implements ReadModel {
    @Override
    public String name() {
      return "sum";
    }

    @Override
    public void clear(Transaction transaction) {
      transaction.update("delete from sum");
    }

    @Override
    public void apply(Transaction transaction, Entry entry) {
      if (entry.event() instanceof SampleEvent.Finished finished) {
        if (finished.millis() < 0) {
          throw new IllegalStateException("no negative numbers");
        }
        transaction.update("insert into sum values (?)", finished.millis() * factor);
      }
    }
  }
}
