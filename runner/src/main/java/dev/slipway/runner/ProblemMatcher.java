package dev.slipway.runner;

import dev.slipway.runner.ProblemPattern.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A problem matcher at work on the lines of one step; it remembers how far a problem of several
 * lines has come. For one thread.
 *
 * <p>Follows the runner's {@code IssueMatcher.cs}.
 */
final class ProblemMatcher {
  private final MatcherDefinition definition;

  /** At each index the match that reaches up to that pattern; the last pattern needs none. */
  private @Nullable Problem[] running;

  ProblemMatcher(MatcherDefinition definition) {
    this.definition = definition;
    this.running = new Problem[definition.patterns().size()];
  }

  MatcherDefinition definition() {
    return definition;
  }

  /**
   * What the lines so far, this one the last, tell of a problem.
   *
   * @param texts by part; a part nobody told is missing
   */
  record Problem(Map<Part, String> texts) {
    /** The text of a part; empty when nobody told it. */
    String text(Part part) {
      return texts.getOrDefault(part, "");
    }
  }

  /** Forgets a problem that is only half told. */
  void reset() {
    running = new Problem[definition.patterns().size()];
  }

  /**
   * Looks at the next line.
   *
   * @return the problem that this line completes
   * @throws TimedText.Expired when the text's time is up
   */
  Optional<Problem> match(TimedText line) {
    List<ProblemPattern> patterns = definition.patterns();
    int last = patterns.size() - 1;
    for (int index = last; index >= 0; index--) {
      Problem before = index == 0 ? null : running[index - 1];
      if (index > 0 && before == null) {
        continue;
      }
      ProblemPattern pattern = patterns.get(index);
      Matcher match = pattern.regexp().match(line);
      if (match == null) {
        forget(index, last);
      } else if (index == last) {
        return Optional.of(complete(before, pattern, match));
      } else {
        running[index] = new Problem(merge(before, pattern, match));
      }
    }
    return Optional.empty();
  }

  /** A line that breaks the chain at its end breaks what leads there; elsewhere only that link. */
  private void forget(int index, int last) {
    if (index < last) {
      running[index] = null;
    } else if (last > 0) {
      running[last - 1] = null;
    }
  }

  private Problem complete(@Nullable Problem before, ProblemPattern pattern, Matcher match) {
    reset();
    if (pattern.loop()) {
      running[running.length - 2] = before;
    }
    Map<Part, String> texts = merge(before, pattern, match);
    fillIn(texts, Part.SEVERITY, definition.severity());
    fillIn(texts, Part.FROM_PATH, definition.fromPath());
    return new Problem(texts);
  }

  private static Map<Part, String> merge(
      @Nullable Problem before, ProblemPattern pattern, Matcher match) {
    Map<Part, String> texts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      String told = before == null ? null : before.texts().get(part);
      String text = told == null ? pattern.text(match, part) : told;
      if (text != null) {
        texts.put(part, text);
      }
    }
    return texts;
  }

  private static void fillIn(Map<Part, String> texts, Part part, String otherwise) {
    if (texts.getOrDefault(part, "").isEmpty()) {
      texts.put(part, otherwise);
    }
  }
}
