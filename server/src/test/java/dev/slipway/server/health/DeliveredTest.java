package dev.slipway.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeliveryEventCodec;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.DeploymentPlan;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.ReadModelFollower;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path folder;
  private Instant now = START;
  private Database database;
  private DatabaseJournal journal;
  private ReadModelFollower follower;

  @BeforeEach
  void open() {
    InstantSource clock = () -> now;
    database = Database.open(folder.resolve("slipway.db"), clock, List.of(Delivered.TABLES));
    journal = DatabaseJournal.open(database, EventCodecs.of(new DeliveryEventCodec()), clock);
    follower = ReadModelFollower.start(database, journal, new Delivered());
  }

  @AfterEach
  void close() {
    follower.close();
    journal.close();
    database.close();
  }

  private void at(Duration since, DeliveryEvent.OfDeployment event) {
    now = START.plus(since);
    String subject = "delivery/acme/harbor/deployment/" + event.deployment().value();
    journal.append(Draft.of("ann", subject, event));
  }

  private static DeliveryEvent.Planned planned(String id, String release, boolean rollback) {
    return new DeliveryEvent.Planned(
        new DeploymentPlan(
            new DeploymentId(id),
            release,
            Optional.empty(),
            rollback,
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  private static DeliveryEvent.Settled settled(String id, DeploymentState state) {
    return new DeliveryEvent.Settled(new DeploymentId(id), state, Optional.empty());
  }

  private List<Delivered.Keys> keys() {
    assertThat(follower.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();
    return database.read(
        transaction -> Delivered.keys(transaction, START, START.plus(Duration.ofDays(10))));
  }

  @Test
  void theFourKeysAreThoseOfTheEntries() {
    at(Duration.ofHours(1), planned("staging-1", "r1", false));
    at(Duration.ofHours(2), settled("staging-1", DeploymentState.LIVE));
    at(Duration.ofHours(3), planned("production-1", "r1", false));
    at(Duration.ofHours(5), settled("production-1", DeploymentState.LIVE));
    at(Duration.ofHours(6), planned("production-2", "r2", false));
    at(
        Duration.ofHours(7),
        new DeliveryEvent.RollbackAsked(new DeploymentId("production-2"), "errors"));
    at(Duration.ofMinutes(425), settled("production-2", DeploymentState.ROLLED_BACK));

    List<Delivered.Keys> keys = keys();

    assertThat(keys)
        .containsExactly(
            new Delivered.Keys(
                "acme/harbor",
                "production",
                0.1,
                Optional.of(Duration.ofHours(4)),
                0.5,
                Optional.of(Duration.ofMinutes(5))),
            new Delivered.Keys(
                "acme/harbor",
                "staging",
                0.1,
                Optional.of(Duration.ofHours(1)),
                0,
                Optional.empty()));
  }

  @Test
  void nothingIsSaidOfWhatNeverSettled() {
    at(Duration.ofHours(1), planned("staging-1", "r1", false));

    assertThat(keys()).isEmpty();
  }
}
