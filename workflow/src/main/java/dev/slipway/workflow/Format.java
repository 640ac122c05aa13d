package dev.slipway.workflow;

import java.util.function.IntFunction;

/** A pattern of {@code format()}: text with {@code {0}} in it, braces doubled to stand for one. */
record Format(String pattern) {
  static Format of(String pattern) {
    return new Format(pattern);
  }

  /** The text with the arguments put in; asks for an argument only where the pattern names it. */
  String fill(int count, IntFunction<String> arguments, EvaluationMemory memory) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c != '{' && c != '}') {
        filled.append(c);
        at++;
      } else if (at + 1 < pattern.length() && pattern.charAt(at + 1) == c) {
        filled.append(c);
        at += 2;
      } else if (c == '}') {
        throw invalid();
      } else {
        int close = digitsEnd(at + 1);
        filled.append(arguments.apply(place(at + 1, close, count)));
        memory.check(filled.length());
        at = close + 1;
      }
    }
    return filled.toString();
  }

  private int digitsEnd(int from) {
    int end = from;
    while (end < pattern.length() && pattern.charAt(end) >= '0' && pattern.charAt(end) <= '9') {
      end++;
    }
    if (end == from || end >= pattern.length()) {
      throw invalid();
    }
    if (pattern.charAt(end) == ':') {
      throw specifiers(end + 1);
    }
    if (pattern.charAt(end) != '}') {
      throw invalid();
    }
    return end;
  }

  private int place(int from, int end, int count) {
    int place = 0;
    for (int i = from; i < end; i++) {
      place = place * 10 + (pattern.charAt(i) - '0');
      if (place > Arity.UNBOUNDED) {
        throw invalid();
      }
    }
    if (place >= count) {
      throw ExpressionException.evaluation(
          "The following format string references more arguments than were supplied: " + pattern);
    }
    return place;
  }

  private ExpressionException specifiers(int from) {
    int close = pattern.indexOf('}', from);
    if (close < 0) {
      return invalid();
    }
    return ExpressionException.evaluation(
        "The format specifiers '"
            + pattern.substring(from, close)
            + "' are not valid for objects of type 'String'");
  }

  private ExpressionException invalid() {
    return ExpressionException.evaluation("The following format string is invalid: " + pattern);
  }
}
