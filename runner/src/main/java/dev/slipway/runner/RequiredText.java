package dev.slipway.runner;

/**
 * Finds the longest text that stands in everything a regular expression matches.
 *
 * <p>Only what is plain is seen: characters outside of groups, classes and branches. Where in
 * doubt, no text is required.
 */
final class RequiredText {
  private final String source;
  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private boolean oneBranch = true;
  private boolean flags;
  private int depth;
  private int at;

  private RequiredText(String source) {
    this.source = source;
    while (at < source.length()) {
      step(source.charAt(at));
    }
    endRun();
  }

  /** The text; empty when none is known. */
  static String of(String source) {
    RequiredText reader = new RequiredText(source);
    return reader.oneBranch && !reader.flags ? reader.longest : "";
  }

  /** Whether the expression has no {@code |} outside of groups. */
  static boolean isOneBranch(String source) {
    return new RequiredText(source).oneBranch;
  }

  private void step(char each) {
    switch (each) {
      case '\\' -> escape();
      case '[' -> skipClass();
      case '(' -> {
        endRun();
        flags |= isFlags();
        depth++;
      }
      case ')' -> {
        endRun();
        depth--;
      }
      case '|' -> {
        endRun();
        oneBranch &= depth > 0;
      }
      case '*', '?', '{' -> dropLast();
      case '+', '.', '^', '$' -> endRun();
      default -> add(each);
    }
    at++;
  }

  private void add(char each) {
    if (depth == 0) {
      run.append(each);
    }
  }

  private void escape() {
    at++;
    char escaped = at < source.length() ? source.charAt(at) : 'x';
    if (Character.isLetterOrDigit(escaped)) {
      endRun();
      at += codeLength(escaped);
    } else {
      add(escaped);
    }
  }

  /** How many characters behind an escaped letter or digit belong to it. */
  private int codeLength(char escaped) {
    return switch (escaped) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'c' -> 1;
      case 'k' -> Math.max(0, source.indexOf('>', at) - at);
      default -> Character.isDigit(escaped) ? digits() : 0;
    };
  }

  private int digits() {
    int end = at + 1;
    while (end < source.length() && Character.isDigit(source.charAt(end))) {
      end++;
    }
    return end - at - 1;
  }

  /** Leaves the place at the class's last character. */
  private void skipClass() {
    endRun();
    at++;
    if (at < source.length() && source.charAt(at) == '^') {
      at++;
    }
    int first = at;
    while (at < source.length() && (source.charAt(at) != ']' || at == first)) {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
  }

  /** Flags such as {@code (?i)} change what a character matches. */
  private boolean isFlags() {
    if (!source.startsWith("(?", at) || at + 2 >= source.length()) {
      return false;
    }
    char next = source.charAt(at + 2);
    return next == '-' || Character.isLetter(next);
  }

  /**
   * A quantifier makes the last character optional; what a brace holds is not looked at further.
   */
  private void dropLast() {
    if (!run.isEmpty()) {
      int last = run.length() - 1;
      boolean pair = last > 0 && Character.isLowSurrogate(run.charAt(last));
      run.setLength(pair ? last - 1 : last);
    }
    endRun();
    if (source.charAt(at) == '{') {
      int end = source.indexOf('}', at);
      at = end < 0 ? source.length() : end;
    }
  }

  private void endRun() {
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }
}
