package dev.slipway.runner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as problem matchers write it. Thread-safe.
 *
 * <p>Nearly every line of a log is no problem, so a line is first looked at for a text without
 * which the expression cannot match.
 */
final class EcmaRegex {
  private final Pattern pattern;
  private final String required;
  private final boolean anchored;

  private EcmaRegex(String source) {
    this.pattern = Pattern.compile(EcmaTranslation.toJava(source), Pattern.UNIX_LINES);
    this.required = RequiredText.of(source);
    this.anchored = source.startsWith("^") && RequiredText.isOneBranch(source);
  }

  /**
   * Compiles an expression.
   *
   * @throws PatternSyntaxException when Java cannot read it
   */
  static EcmaRegex compile(String source) {
    return new EcmaRegex(source);
  }

  /** How many groups it has, not counting the whole match. */
  int groupCount() {
    return pattern.matcher("").groupCount();
  }

  /**
   * The first match in a line; null when there is none.
   *
   * @throws TimedText.Expired when the text's time is up
   */
  @Nullable Matcher match(TimedText line) {
    if (!line.contains(required)) {
      return null;
    }
    Matcher matcher = pattern.matcher(line);
    boolean found = anchored ? matcher.lookingAt() : matcher.find();
    return found ? matcher : null;
  }
}
