package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the actions toolkit writes is read as it was meant. */
class KeyValueFileRoundTripTest {
  private static final String DELIMITER = "ghadelimiter_0b1c";

  @Provide
  Arbitrary<Map<String, String>> pairs() {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().numeric().withChars("_-. ").ofMinLength(1).ofMaxLength(12);
    Arbitrary<String> values =
        Arbitraries.of("a", "=", "<<", "\n", " ", "\t", "EOF", "é", "👋", "A=1\n", "::error::")
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join("", parts));
    return Arbitraries.maps(names, values).ofMaxSize(6);
  }

  @Property(tries = 1000)
  void heredocsComeBackWhole(@ForAll("pairs") Map<String, String> pairs) {
    StringBuilder text = new StringBuilder();
    pairs.forEach(
        (name, value) ->
            text.append(name)
                .append("<<")
                .append(DELIMITER)
                .append('\n')
                .append(value)
                .append('\n')
                .append(DELIMITER)
                .append('\n'));
    Map<String, String> read = new LinkedHashMap<>();

    assertThat(KeyValueFile.read(text.toString(), read::put)).isEmpty();

    assertThat(read).isEqualTo(pairs);
  }

  @Property(tries = 1000)
  void plainLinesComeBackUnlessTheyHoldLineEnds(@ForAll("pairs") Map<String, String> pairs) {
    StringBuilder text = new StringBuilder();
    Map<String, String> expected = new LinkedHashMap<>();
    pairs.forEach(
        (name, value) -> {
          String line = value.replace('\n', '.');
          text.append(name).append('=').append(line).append('\n');
          expected.put(name, line);
        });
    Map<String, String> read = new LinkedHashMap<>();

    assertThat(KeyValueFile.read(text.toString(), read::put)).isEmpty();

    assertThat(read).isEqualTo(expected);
  }
}
