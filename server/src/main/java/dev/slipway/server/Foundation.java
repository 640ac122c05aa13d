package dev.slipway.server;

import dev.slipway.deliver.DeliveryEventCodec;
import dev.slipway.runner.RunEventCodec;
import dev.slipway.server.access.Access;
import dev.slipway.server.access.AccessEventCodec;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.SourceEventCodec;
import dev.slipway.server.health.Check;
import dev.slipway.server.health.Delivered;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.QueueEventCodec;
import dev.slipway.server.queue.QueueRules;
import dev.slipway.server.queue.RunsView;
import dev.slipway.server.work.Schedules;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.Migrations;
import dev.slipway.store.ReadModelFollower;
import java.util.List;
import java.util.Optional;

/**
 * What a server keeps in its data folder, opened: what all else stands on.
 *
 * @param runs the list of runs, computed from the journal
 */
record Foundation(
    Database database,
    DatabaseJournal journal,
    Access access,
    Repositories repositories,
    Queue queue,
    RunsView runs) {
  private static final List<Migrations> TABLES =
      List.of(Repositories.TABLES, Queue.TABLES, Access.TABLES, Schedules.TABLES, Delivered.TABLES);

  static Foundation open(ServerSettings settings, Closing closing) {
    Database database = closing.add(Database.open(settings.database(), settings.clock(), TABLES));
    EventCodecs codecs =
        EventCodecs.of(
            new RunEventCodec(),
            new DeliveryEventCodec(),
            new SourceEventCodec(),
            new QueueEventCodec(),
            new AccessEventCodec());
    DatabaseJournal journal = closing.add(DatabaseJournal.open(database, codecs, settings.clock()));
    closing.add(ReadModelFollower.start(database, journal, new Delivered()));
    return new Foundation(
        database,
        journal,
        new Access(database, journal, new EntryFormat(codecs), settings.clock()),
        closing.add(new Repositories(settings.folders().repositories(), database, journal)),
        new Queue(database, journal, settings.clock(), QueueRules.USUAL),
        closing.add(RunsView.open(database, journal)));
  }

  /** Whether the parts work. */
  List<Check> checks() {
    return List.of(
        new Check("database", this::databaseTrouble), new Check("queue", this::queueTrouble));
  }

  private Optional<String> databaseTrouble() {
    database.read(transaction -> transaction.number("select 1 as n"));
    return Optional.empty();
  }

  private Optional<String> queueTrouble() {
    return runs.follower().failure().map(failure -> "the list of runs stands still: " + failure);
  }
}
