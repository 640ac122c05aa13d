package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFormatTest {
  private static final Instant AT = Instant.parse("2026-11-01T10:20:30.000123Z");

  private final EntryFormat format = new EntryFormat(SampleEvent.CODECS);

  @Test
  void writesTheDocumentedFieldsInOrderOnOneLine() {
    Entry entry =
        new Entry(
            8,
            AT,
            "slipway",
            OptionalLong.of(7),
            "run-1/build",
            "sample.started",
            2,
            new SampleEvent.Started("a \"b\"\nc", 3));

    String line = new String(format.encode(entry), UTF_8);

    assertThat(line)
        .isEqualTo(
            """
            {"seq":8,"at":"2026-11-01T10:20:30.000123Z","actor":"slipway","cause":7,\
            "subject":"run-1/build","type":"sample.started","version":2,\
            "event":{"name":"a \\"b\\"\\nc","attempt":3}}
            """);
  }

  @Test
  void readsBackWhatItWrote() {
    Entry entry =
        new Entry(
            1,
            AT,
            "zoë",
            OptionalLong.empty(),
            "run-1",
            "sample.finished",
            1,
            new SampleEvent.Finished(12));

    assertThat(decode(new String(format.encode(entry), UTF_8))).isEqualTo(entry);
  }

  @Test
  void readsFieldsInAnyOrderAndSkipsUnknownOnes() {
    Entry entry =
        decode(
            """
            {"event":{"millis":5,"later":{"a":[1]}},"version":1,"new":[{}],"type":"sample.finished",
             "subject":"s","actor":"a","at":"2026-11-01T00:00:00Z","seq":3}\
            """);

    assertThat(entry.event()).isEqualTo(new SampleEvent.Finished(5));
    assertThat(entry.cause()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"other.thing,1", "sample.finished,2"})
  void keepsAnEventNobodyReadsAsItCame(String type, int version) {
    String line =
        """
        {"seq":1,"at":"2026-11-01T10:20:30.000123Z","actor":"é","cause":null,"subject":"s",\
        "type":"%s","version":%d,"event":{ "b":1.50,  "a":"\\u00e9é", "deep":[{"x":null}] }}
        """
            .formatted(type, version);

    Entry entry = decode(line);

    assertThat(entry.event()).isInstanceOf(UnknownEvent.class);
    assertThat(new String(format.encode(entry), UTF_8)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"seq\":1}",
        "{\"seq\":\"1\"}",
        "{\"seq\":1,\"at\":\"yesterday\"}",
        "{\"seq\":1,\"at\":\"2026-13-01T10:20:30.000123Z\"}",
        "{\"seq\":1,\"at\":5}",
        "{\"seq\":1,\"at\":\"+12026-11-01T00:00:00Z\",\"actor\":\"a\",\"subject\":\"s\",\"type\":\"t\",\"version\":1,\"event\":{}}",
        "{\"event\":7}",
        "\u0000\u0000\u0000",
        "{\"seq\":99999999999999999999}",
      })
  void refusesWhatIsNoEntry(String line) {
    assertThatThrownBy(() -> decode(line))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT));
  }

  @Test
  void keepsHalfACharacterThatAnEscapeBroughtIn() {
    Draft draft = Draft.of("a\ud800", "s", new SampleEvent.Started("\udc00 \ud83d\ude00 é", 1));
    Entry entry = format.number(1, AT, draft);

    byte[] line = format.encode(entry);

    assertThat(format.decode(line, 0, line.length - 1)).isEqualTo(entry);
  }

  @Test
  void refusesACauseThatIsNotEarlier() {
    assertThatThrownBy(
            () ->
                new Entry(2, AT, "a", OptionalLong.of(2), "s", "t", 1, new SampleEvent.Finished(1)))
        .hasMessageContaining("earlier");
  }

  @Test
  void refusesALineLongerThanTheJournalTakes() {
    Draft draft = Draft.of("a", "s", new SampleEvent.Started("x".repeat(9 << 20), 1));

    assertThatThrownBy(() -> format.encode(format.number(1, AT, draft)))
        .hasMessageContaining("longer than the journal takes");
  }

  private Entry decode(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return format.decode(bytes, 0, bytes.length);
  }
}
