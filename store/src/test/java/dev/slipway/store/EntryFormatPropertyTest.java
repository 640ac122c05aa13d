package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.time.api.constraints.InstantRange;

class EntryFormatPropertyTest {
  private final EntryFormat format = new EntryFormat(SampleEvent.CODECS);

  @Property(tries = 1000)
  void readsBackAnyEntryAndKeepsItOnOneLine(
      @ForAll @LongRange(min = 2) long seq,
      @ForAll @InstantRange(min = "0001-01-01T00:00:00Z", max = "9999-12-31T23:59:59Z") Instant at,
      @ForAll String actor,
      @ForAll String subject,
      @ForAll String name,
      @ForAll int attempt) {
    Draft draft =
        new Draft(actor, OptionalLong.of(seq - 1), subject, new SampleEvent.Started(name, attempt));
    Entry entry = format.number(seq, at, draft);

    byte[] line = format.encode(entry);

    assertThat(Newlines.find(line, 0, line.length)).isEqualTo(line.length - 1);
    assertThat(format.decode(line, 0, line.length - 1)).isEqualTo(entry);
  }

  @Property
  void formatsAnInstantAsTheStandardReadsIt(
      @ForAll @InstantRange(min = "0001-01-01T00:00:00Z", max = "9999-12-31T23:59:59Z")
          Instant at) {
    Instant whole = Timestamps.truncate(at);

    assertThat(Instant.parse(Timestamps.format(whole))).isEqualTo(whole);
    assertThat(Timestamps.parse(Timestamps.format(whole))).isEqualTo(whole);
    assertThat(Timestamps.parse(whole.toString())).isEqualTo(whole);
  }
}
