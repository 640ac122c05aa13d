package dev.slipway.runner.action;

/** Matches one name against one segment of a pattern, as minimatch does without braces. */
final class Wildcard {
  private Wildcard() {}

  /** Whether the segment can stand for more than one name. */
  static boolean isPattern(String segment) {
    for (int at = 0; at < segment.length(); at++) {
      char c = segment.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '*' || c == '?') {
        return true;
      } else if (c == '[' && closing(segment, at) > at + 2) {
        return true;
      }
    }
    return false;
  }

  /** The name a segment without wildcards stands for. */
  static String unescape(String segment) {
    var name = new StringBuilder(segment.length());
    for (int at = 0; at < segment.length(); at++) {
      char c = segment.charAt(at);
      if (c == '\\' && at + 1 < segment.length()) {
        name.append(segment.charAt(++at));
      } else if (c == '[' && closing(segment, at) == at + 2) {
        name.append(segment.charAt(at + 1));
        at += 2;
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  /** The segment that stands for exactly this name. */
  static String escape(String name) {
    var segment = new StringBuilder(name.length());
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      if (c == '*' || c == '?' || c == '[' || c == '\\') {
        segment.append('\\');
      }
      segment.append(c);
    }
    return segment.toString();
  }

  /** Whether the name matches; a star stands for any characters, leading dots included. */
  static boolean matches(String pattern, String name) {
    if (pattern.equals("*")) {
      return !name.isEmpty();
    }
    int at = 0;
    int in = 0;
    int starAt = -1;
    int starIn = 0;
    while (in < name.length()) {
      int next = at < pattern.length() ? step(pattern, at, name.charAt(in)) : -1;
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        starAt = at++;
        starIn = in;
      } else if (next > 0) {
        at = next;
        in++;
      } else if (starAt >= 0) {
        at = starAt + 1;
        in = ++starIn;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /** Where the pattern goes on after taking the character; -1 when it does not take it. */
  private static int step(String pattern, int at, char c) {
    char p = pattern.charAt(at);
    if (p == '?') {
      return at + 1;
    }
    if (p == '\\' && at + 1 < pattern.length()) {
      return pattern.charAt(at + 1) == c ? at + 2 : -1;
    }
    if (p == '[') {
      int end = closing(pattern, at);
      if (end > 0) {
        return isInSet(pattern, at + 1, end, c) ? end + 1 : -1;
      }
    }
    return p == c ? at + 1 : -1;
  }

  private static int closing(String pattern, int open) {
    int at = open + 1;
    if (at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^')) {
      at++;
    }
    if (at < pattern.length() && pattern.charAt(at) == ']') {
      at++;
    }
    return pattern.indexOf(']', at);
  }

  private static boolean isInSet(String pattern, int from, int end, char c) {
    boolean negated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
    int at = negated ? from + 1 : from;
    boolean found = false;
    while (at < end) {
      char low = pattern.charAt(at);
      if (low == '\\' && at + 1 < end) {
        low = pattern.charAt(++at);
      }
      char high = low;
      if (at + 2 < end && pattern.charAt(at + 1) == '-') {
        high = pattern.charAt(at + 2);
        at += 2;
      }
      found |= low <= c && c <= high;
      at++;
    }
    return found != negated;
  }
}
