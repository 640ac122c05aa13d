package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the text of a glob into its parts. */
final class GlobReader {
  private final String pattern;
  private final List<GlobPart> parts = new ArrayList<>();
  private int at;
  private @Nullable String flaw;

  GlobReader(String pattern) {
    this.pattern = pattern;
  }

  List<GlobPart> read() {
    while (at < pattern.length() && flaw == null) {
      readPart(pattern.charAt(at));
    }
    return parts;
  }

  Optional<String> flaw() {
    return Optional.ofNullable(flaw);
  }

  private void readPart(char c) {
    switch (c) {
      case '*' -> readStar();
      case '?', '+' -> readRepetition(c);
      case '[' -> readSet();
      case '\\' -> readEscape();
      default -> {
        parts.add(GlobPart.character(c));
        at++;
      }
    }
  }

  private void readStar() {
    if (pattern.startsWith("**/", at)) {
      parts.add(GlobPart.FOLDERS);
      at += 3;
    } else if (pattern.startsWith("**", at)) {
      parts.add(GlobPart.ANYTHING);
      at += 2;
    } else {
      parts.add(GlobPart.NAME);
      at++;
    }
  }

  /** At the very beginning there is nothing to repeat: the sign stands for itself. */
  private void readRepetition(char c) {
    at++;
    if (parts.isEmpty()) {
      parts.add(GlobPart.character(c));
      return;
    }
    GlobPart last = parts.removeLast();
    parts.add(c == '?' ? last.asOptional() : last.asRepeated());
  }

  private void readEscape() {
    if (at + 1 >= pattern.length()) {
      flaw = "nothing follows the '\\' at its end";
      return;
    }
    parts.add(GlobPart.character(pattern.charAt(at + 1)));
    at += 2;
  }

  private void readSet() {
    int close = pattern.indexOf(']', at);
    if (close < 0) {
      flaw = "the '[' at position " + (at + 1) + " has no closing ']'";
      return;
    }
    if (close == at + 1) {
      flaw = "the brackets '[]' at position " + (at + 1) + " are empty";
      return;
    }
    StringBuilder set = new StringBuilder();
    int place = at + 1;
    while (place < close && flaw == null) {
      place = readSetMember(set, place, close);
    }
    parts.add(GlobPart.oneOf(set.toString()));
    at = close + 1;
  }

  private int readSetMember(StringBuilder set, int place, int close) {
    char first = pattern.charAt(place);
    if (place + 2 < close && pattern.charAt(place + 1) == '-') {
      char last = pattern.charAt(place + 2);
      if (first > last || kind(first) == 0 || kind(first) != kind(last)) {
        flaw = "the range '" + first + "-" + last + "' is none of a-z, A-Z and 0-9";
        return close;
      }
      for (char c = first; c <= last; c++) {
        set.append(c);
      }
      return place + 3;
    }
    if (kind(first) == 0) {
      flaw = "'" + first + "' in brackets is no letter and no digit";
    }
    set.append(first);
    return place + 1;
  }

  private static int kind(char c) {
    if (c >= 'a' && c <= 'z') {
      return 1;
    }
    if (c >= 'A' && c <= 'Z') {
      return 2;
    }
    if (c >= '0' && c <= '9') {
      return 3;
    }
    return 0;
  }
}
