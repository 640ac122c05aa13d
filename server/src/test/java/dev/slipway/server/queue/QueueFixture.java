package dev.slipway.server.queue;

import dev.slipway.runner.RunEventCodec;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Entry;
import dev.slipway.store.Event;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.Journal.Entries;
import dev.slipway.workflow.Concurrency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A queue in a database of its own, with a clock that the test moves. */
final class QueueFixture implements AutoCloseable {
  static final QueueRules RULES = new QueueRules(Duration.ofSeconds(30), 3);

  final Database database;
  final DatabaseJournal journal;
  final Queue queue;
  private Instant now = Instant.parse("2026-11-01T10:00:00Z");

  QueueFixture(Path folder) {
    InstantSource clock = () -> now;
    database = open(folder.resolve("slipway.db"), clock);
    journal =
        DatabaseJournal.open(
            database, EventCodecs.of(new RunEventCodec(), new QueueEventCodec()), clock);
    queue = new Queue(database, journal, clock, RULES);
  }

  static Database open(Path file, InstantSource clock) {
    return Database.open(file, clock, List.of(Queue.TABLES));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Optional<Claim> claim(String runner) {
    return queue.claim(runner, Set.of("linux"), Duration.ZERO);
  }

  List<Event> events() {
    List<Event> events = new ArrayList<>();
    try (Entries entries = journal.from(1)) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        events.add(next.get().event());
      }
    }
    return events;
  }

  static RunOrder order(String repository) {
    return order(repository, RunOrder.Placement.USUAL);
  }

  static RunOrder order(String repository, RunOrder.Placement placement) {
    return new RunOrder(
        repository,
        new RunOrder.WorkflowFile(".github/workflows/ci.yml", "CI"),
        new RunOrder.Source(
            "push",
            "{\"after\":\"abc\"}",
            "refs/heads/main",
            "0123456789012345678901234567890123456789",
            "Add a door",
            "ada",
            Map.of("level", "high", "dry", "")),
        placement);
  }

  static RunOrder.Placement group(String name, boolean cancel, Concurrency.Queue kind) {
    return RunOrder.Placement.USUAL.in(new Concurrency(name, cancel, kind));
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }
}
