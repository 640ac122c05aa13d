package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Draft;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryEventCodecTest {
  private static final DeploymentId ID = new DeploymentId("production-7");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path folder;

  private static DeploymentPlan plan(List<Move> moves) {
    return new DeploymentPlan(
        ID,
        "a1b2c3",
        Optional.of("d4e5f6"),
        true,
        moves,
        Optional.of(
            new ApprovalRule(
                List.of("ada"), 1, false, true, Duration.ofMinutes(1), Duration.ofHours(8))),
        List.of("backend: DATABASE_URL, SECRET_KEY"),
        List.of("004_names.sql: expand, SHARE UPDATE EXCLUSIVE on users"),
        List.of("10 % for 5 min", "100 %"),
        List.of("first use of MAIL_URL"));
  }

  private static List<Move> everyMove() {
    return List.of(
        new Move.Check(),
        new Move.Approve(),
        new Move.Migrate(),
        new Move.Start(),
        new Move.Probe(),
        new Move.Shift(1, 10),
        new Move.Replace(2, 3),
        new Move.Verify(1, Duration.ofSeconds(90)),
        new Move.Promote(),
        new Move.Watch(Duration.ofMinutes(5)),
        new Move.Retire(),
        new Move.Contract(),
        new Move.Restore(),
        new Move.Discard());
  }

  private static List<DeliveryEvent> everyEvent() {
    List<DeliveryEvent> events = new ArrayList<>();
    events.add(new DeliveryEvent.Planned(plan(everyMove())));
    events.add(new DeliveryEvent.Replanned(plan(List.of()), "another migration"));
    events.add(new DeliveryEvent.Queued(ID, new DeploymentId("production-6")));
    for (Move move : everyMove()) {
      events.add(new DeliveryEvent.MoveStarted(ID, move));
    }
    events.add(new DeliveryEvent.MoveFinished(ID, new Move.Probe(), "healthy after 300 ms"));
    events.add(new DeliveryEvent.MoveFailed(ID, new Move.Probe(), "503 for 30 s"));
    events.add(new DeliveryEvent.Noted(ID, "the router was started again"));
    events.add(new DeliveryEvent.ApprovalAsked(ID, "0123456789abcdef", NOON));
    events.add(
        new DeliveryEvent.Approved(ID, "0123456789abcdef", "ada", Optional.of("looks good")));
    events.add(new DeliveryEvent.Rejected(ID, "ada", Optional.empty()));
    events.add(new DeliveryEvent.InstanceStarting(ID, "backend", "a1b2c3", "production-7-b-1"));
    events.add(
        new DeliveryEvent.InstanceStarted(ID, "backend", "production-7-b-1", "127.0.0.1", 41000));
    events.add(new DeliveryEvent.InstanceStopped(ID, "production-7-b-1"));
    events.add(
        new DeliveryEvent.Judging(
            ID, 1, "comparison/1 1767268800 0", Map.of("production-1-api-2", 3)));
    events.add(new DeliveryEvent.Judged(ID, 1, "unhealthy", List.of("60 of 1000 failed")));
    events.add(new DeliveryEvent.Served(ID, "a1b2c3", 1000, 60));
    events.add(new DeliveryEvent.PromotionAsked(ID));
    events.add(new DeliveryEvent.RollbackAsked(ID, "ada asked for it"));
    events.add(
        new DeliveryEvent.Settled(ID, DeploymentState.ROLLED_BACK, Optional.of("60 errors")));
    events.add(new DeliveryEvent.Locked("production", "ada", "sale", NOON));
    events.add(new DeliveryEvent.Unlocked("production", "ada"));
    events.add(new DeliveryEvent.Maintenance("production", true, "back at noon"));
    return events;
  }

  @Test
  void readsEveryEventAsItWasWritten() {
    EventCodecs codecs = EventCodecs.of(new DeliveryEventCodec());
    Path file = folder.resolve("journal.ndjson");
    try (FileJournal journal = FileJournal.open(file, codecs, InstantSource.fixed(NOON))) {
      everyEvent().forEach(each -> journal.append(Draft.of("ada", "test", each)));
    }

    List<DeliveryEvent> read = new ArrayList<>();
    try (var entries = FileJournal.read(file, codecs, 1)) {
      for (var next = entries.next(); next.isPresent(); next = entries.next()) {
        read.add((DeliveryEvent) next.get().event());
      }
    }

    assertThat(read).isEqualTo(everyEvent());
  }

  @Test
  void everyTypeIsWrittenByOneEventAtLeast() {
    DeliveryEventCodec codec = new DeliveryEventCodec();

    assertThat(everyEvent().stream().map(codec::type).distinct())
        .containsExactlyInAnyOrderElementsOf(codec.types());
  }
}
