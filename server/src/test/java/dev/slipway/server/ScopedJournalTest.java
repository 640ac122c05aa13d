package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeliveryEventCodec;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopedJournalTest {
  @TempDir Path folder;
  private Database database;
  private DatabaseJournal whole;
  private Journal harbor;
  private Journal harborTwo;

  @BeforeEach
  void open() {
    InstantSource clock = InstantSource.system();
    database = Database.open(folder.resolve("slipway.db"), clock, List.of());
    whole = DatabaseJournal.open(database, EventCodecs.of(new DeliveryEventCodec()), clock);
    harbor = new ScopedJournal(whole, "delivery/acme/harbor");
    harborTwo = new ScopedJournal(whole, "delivery/acme/harbor2");
  }

  @AfterEach
  void close() {
    whole.close();
    database.close();
  }

  private static Draft draft(String id) {
    DeploymentId deployment = new DeploymentId(id);
    return Draft.of("ada", "deployment/" + id, new DeliveryEvent.PromotionAsked(deployment));
  }

  @Test
  void readsWhatIsAboutItAloneWithSubjectsAsTheyWereGiven() {
    harbor.append(draft("staging-1"));
    harborTwo.append(draft("staging-1"));
    Entry third = harbor.appendDurably(draft("staging-2"));

    try (Journal.Entries entries = harbor.from(1)) {
      assertThat(entries.next().map(Entry::subject)).contains("deployment/staging-1");
      assertThat(entries.await(Duration.ofSeconds(5))).isEqualTo(Optional.of(third));
      assertThat(entries.next()).isEmpty();
    }
    assertThat(third.subject()).isEqualTo("deployment/staging-2");
    assertThat(third.seq()).isEqualTo(3);
  }

  @Test
  void theWholeHasTheScopeBeforeEverySubject() {
    harbor.append(draft("staging-1"));

    try (Journal.Entries entries = whole.from(1)) {
      assertThat(entries.next().map(Entry::subject))
          .contains("delivery/acme/harbor/deployment/staging-1");
    }
  }

  @Test
  void listenersHearOfNothingElse() {
    List<Entry> heard = new ArrayList<>();
    try (Journal.Subscription ignored = harbor.subscribe(heard::add)) {
      harborTwo.append(draft("staging-1"));
      Entry ours = harbor.append(draft("staging-2"));

      assertThat(heard).containsExactly(ours);
    }
  }

  @Test
  void closingItLeavesTheWholeOpen() {
    harbor.close();

    assertThat(harborTwo.append(draft("staging-1")).seq()).isEqualTo(1);
  }
}
