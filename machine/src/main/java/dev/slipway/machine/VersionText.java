package dev.slipway.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads versions as tools print them, and orders pre-releases as semver 2.0 section 11 says. */
final class VersionText {
  private VersionText() {}

  /** {@code v20.11.1}, {@code 3.11.7}, {@code 3.14.0rc2}, {@code 25}, {@code 21.0.3+9}. */
  static Optional<Version> parse(String text) {
    String rest = text.strip();
    rest = rest.startsWith("v") || rest.startsWith("=") ? rest.substring(1) : rest;
    int build = rest.indexOf('+');
    rest = build < 0 ? rest : rest.substring(0, build);
    List<Integer> numbers = new ArrayList<>();
    int position = 0;
    while (numbers.size() < 3 && position < rest.length() && isDigit(rest.charAt(position))) {
      int end = position;
      while (end < rest.length() && isDigit(rest.charAt(end))) {
        end++;
      }
      if (end - position > 8) {
        return Optional.empty();
      }
      numbers.add(Integer.parseInt(rest.substring(position, end)));
      position = end;
      if (numbers.size() < 3 && position < rest.length() && rest.charAt(position) == '.') {
        position++;
      }
    }
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    return suffix(rest.substring(position))
        .map(prerelease -> new Version(at(numbers, 0), at(numbers, 1), at(numbers, 2), prerelease));
  }

  static int comparePrereleases(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    String[] ones = one.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    for (int index = 0; index < Math.min(ones.length, others.length); index++) {
      int order = compareIdentifiers(ones[index], others[index]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ones.length, others.length);
  }

  private static int compareIdentifiers(String one, String other) {
    boolean numeric = one.chars().allMatch(VersionText::isDigit);
    boolean otherNumeric = other.chars().allMatch(VersionText::isDigit);
    if (numeric && otherNumeric) {
      int order = Integer.compare(one.length(), other.length());
      return order != 0 ? order : one.compareTo(other);
    }
    if (numeric != otherNumeric) {
      return numeric ? -1 : 1;
    }
    return one.compareTo(other);
  }

  /**
   * {@code -rc.1} as semver writes it, {@code rc2}, {@code a1} and {@code b3} as Python does; the
   * fourth number of a JDK is left out.
   */
  private static Optional<String> suffix(String text) {
    if (text.isEmpty()) {
      return Optional.of("");
    }
    if (text.charAt(0) == '.' && text.length() > 1 && isDigit(text.charAt(1))) {
      return Optional.of("");
    }
    if (text.charAt(0) == '-' && text.length() > 1) {
      return Optional.of(text.substring(1));
    }
    if (Character.isLetter(text.charAt(0))) {
      int digits = 0;
      while (digits < text.length() && Character.isLetter(text.charAt(digits))) {
        digits++;
      }
      String word =
          switch (text.substring(0, digits)) {
            case "a" -> "alpha";
            case "b" -> "beta";
            default -> text.substring(0, digits);
          };
      return Optional.of(digits == text.length() ? word : word + "." + text.substring(digits));
    }
    return Optional.empty();
  }

  private static int at(List<Integer> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
