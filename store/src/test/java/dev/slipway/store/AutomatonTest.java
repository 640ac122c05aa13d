package dev.slipway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class AutomatonTest {
  @Property(tries = 2000)
  void tellsTheLongestStringThatEndsAtEachPlace(
      @ForAll @Size(max = 8) Set<@From("few") String> strings, @ForAll @From("many") String text) {
    Automaton automaton = Automaton.of(strings);
    int state = Automaton.ROOT;
    for (int end = 1; end <= text.length(); end++) {
      state = automaton.next(state, (byte) text.charAt(end - 1));
      String before = text.substring(0, end);

      assertThat(automaton.matched(state)).isEqualTo(longestSuffix(before, strings));
      assertThat(automaton.open(state)).isEqualTo(longestSuffix(before, beginnings(strings)));
    }
  }

  @Property(tries = 2000)
  void skipsNoPlaceWhereAStringBegins(
      @ForAll @Size(max = 8) Set<@From("few") String> strings, @ForAll @From("many") String text) {
    Automaton automaton = Automaton.of(strings);
    byte[] bytes = text.getBytes(ISO_8859_1);
    int first = bytes.length;
    for (String string : strings) {
      int at = text.indexOf(string);
      first = at < 0 ? first : Math.min(first, at);
    }

    assertThat(automaton.skip(bytes, 0, bytes.length)).isBetween(0, first);
  }

  @Example
  void skipsNearlyAllOfATextWithoutAnyOfTheStrings() {
    Automaton automaton = Automaton.of(Set.of("wxyzwxyz", "zyxwzyxw"));
    byte[] bytes = "the quick brown fox".getBytes(ISO_8859_1);

    assertThat(automaton.skip(bytes, 0, bytes.length)).isGreaterThan(bytes.length - 8);
  }

  @Example
  void matchesNothingWhenItHasNoStrings() {
    Automaton automaton = Automaton.of(Set.of());

    assertThat(automaton.isEmpty()).isTrue();
    assertThat(automaton.next(Automaton.ROOT, (byte) 'a')).isEqualTo(Automaton.ROOT);
  }

  @Provide
  Arbitrary<String> few() {
    return Arbitraries.strings().withChars("abc\u00ff").ofMinLength(1).ofMaxLength(6);
  }

  @Provide
  Arbitrary<String> many() {
    return Arbitraries.strings().withChars("abc\u00ffd").ofMaxLength(60);
  }

  private static int longestSuffix(String text, Iterable<String> strings) {
    int longest = 0;
    for (String string : strings) {
      if (text.endsWith(string)) {
        longest = Math.max(longest, string.length());
      }
    }
    return longest;
  }

  /** What could still become one of {@code strings}: all beginnings that are not the whole. */
  private static List<String> beginnings(Set<String> strings) {
    Set<String> beginnings = new LinkedHashSet<>();
    for (String string : strings) {
      for (int length = 1; length < string.length(); length++) {
        beginnings.add(string.substring(0, length));
      }
    }
    return new ArrayList<>(beginnings);
  }
}
