package dev.slipway.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.RunId;
import dev.slipway.store.Entry;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import dev.slipway.workflow.Conclusion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QueueEventCodecTest {
  private static final RunId RUN = new RunId("20261101-100000-abcd");

  @Test
  void readsBackEveryEvent() {
    QueueEventCodec codec = new QueueEventCodec();
    EntryFormat format = new EntryFormat(EventCodecs.of(codec));
    List<QueueEvent> events =
        List.of(
            new QueueEvent.Queued(
                RUN,
                7,
                "acme/shop",
                ".github/workflows/ci.yml",
                "CI",
                "push",
                "refs/heads/main",
                "abc",
                "Add \"a\" door",
                "ada",
                true,
                false,
                Optional.of("another one goes first")),
            new QueueEvent.Ready(RUN),
            new QueueEvent.Claimed(RUN, 2, "one"),
            new QueueEvent.Lost(RUN, 2, "one", "killed"),
            new QueueEvent.Requeued(RUN, 3, Optional.empty()),
            new QueueEvent.StopAsked(RUN, "enough"),
            new QueueEvent.Ended(RUN, 3, Conclusion.SKIPPED, Optional.of("nothing to do")));

    assertThat(events).extracting(codec::type).containsExactlyInAnyOrderElementsOf(codec.types());
    for (QueueEvent event : events) {
      Entry entry =
          new Entry(
              1,
              Instant.EPOCH,
              "ada",
              OptionalLong.empty(),
              QueueEvent.subject(RUN),
              codec.type(event),
              1,
              event);
      byte[] line = format.encode(entry);
      assertThat(format.decode(line, 0, line.length - 1)).isEqualTo(entry);
    }
  }
}
