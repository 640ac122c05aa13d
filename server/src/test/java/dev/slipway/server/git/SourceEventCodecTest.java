package dev.slipway.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Draft;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's form of what happens to repositories. */
class SourceEventCodecTest {
  @TempDir Path root;

  @Test
  void readsWhatItHasWritten() throws Exception {
    RepositoryId shop = new RepositoryId("acme", "shop");
    Push push = new Push(shop, "refs/heads/a\"b", "0".repeat(40), "a".repeat(40), "ann");
    Path file = root.resolve("journal.ndjson");
    EventCodecs codecs = EventCodecs.of(new SourceEventCodec());
    try (FileJournal journal = FileJournal.open(file, codecs, InstantSource.system())) {
      journal.append(Draft.of("ann", "repository/" + shop, new SourceEvent.RepositoryAdded(shop)));
      journal.append(
          Draft.of("ann", "repository/" + shop, new SourceEvent.PushReceived(push, true)));
    }

    try (var entries = FileJournal.read(file, codecs, 1)) {
      assertThat(entries.next().orElseThrow().event())
          .isEqualTo(new SourceEvent.RepositoryAdded(shop));
      assertThat(entries.next().orElseThrow().event())
          .isEqualTo(new SourceEvent.PushReceived(push, true));
    }
    assertThat(Files.readString(file)).contains("\"repository.added\"", "\"push.received\"");
  }
}
