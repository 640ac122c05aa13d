package dev.slipway.server.access;

import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Access with a database of its own and a clock that stands still, for tests. */
final class House implements AutoCloseable {
  static final Secret GOOD = Secret.of("correct horse battery");

  final Database database;
  final DatabaseJournal journal;
  final Access access;
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");

  House(Path folder) {
    InstantSource clock = () -> now;
    EventCodecs codecs = EventCodecs.of(new AccessEventCodec());
    database = Database.open(folder.resolve("slipway.db"), clock, List.of(Access.TABLES));
    journal = DatabaseJournal.open(database, codecs, clock);
    access = new Access(database, journal, new EntryFormat(codecs), clock);
  }

  void wait(Duration time) {
    now = now.plus(time);
  }

  /** The first user, who is admin. */
  Sessions.Try.In admin(String name) {
    Secret link = access.invitations().first().orElseThrow();
    return access.invitations().use(link.reveal(), name, GOOD, "127.0.0.1", "test");
  }

  Sessions.Try.In join(String name, Role role, Place place) {
    Secret link = access.invitations().invite("root", new Grant(place, role));
    return access.invitations().use(link.reveal(), name, GOOD, "127.0.0.1", "test");
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }
}
