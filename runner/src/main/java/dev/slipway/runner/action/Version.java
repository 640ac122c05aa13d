package dev.slipway.runner.action;

import java.util.Comparator;
import java.util.Optional;

/**
 * A version of three numbers, as toolchains have them.
 *
 * @param pre the part of a pre-release, such as {@code rc1}; empty for a release
 */
record Version(int major, int minor, int patch, String pre) implements Comparable<Version> {
  // A release sorts after its pre-releases.
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch)
          .thenComparing(Version::isRelease)
          .thenComparing(Version::pre);

  static Version of(int major, int minor, int patch) {
    return new Version(major, minor, patch, "");
  }

  /** Reads {@code v1.2.3}, {@code 1.2}, {@code 3.13.0rc1}; empty when the text is no version. */
  static Optional<Version> parse(String text) {
    String rest = text.startsWith("v") ? text.substring(1) : text;
    int[] numbers = new int[3];
    int at = 0;
    int count = 0;
    while (count < 3 && at < rest.length() && Character.isDigit(rest.charAt(at))) {
      int end = at;
      while (end < rest.length() && Character.isDigit(rest.charAt(end))) {
        end++;
      }
      if (end - at > 9) {
        return Optional.empty();
      }
      numbers[count++] = Integer.parseInt(rest, at, end, 10);
      at = end;
      if (count < 3 && at + 1 < rest.length() && rest.charAt(at) == '.') {
        at++;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(new Version(numbers[0], numbers[1], numbers[2], preOf(rest.substring(at))));
  }

  private static String preOf(String rest) {
    int build = rest.indexOf('+');
    String text = build >= 0 ? rest.substring(0, build) : rest;
    return text.startsWith("-") ? text.substring(1) : text;
  }

  boolean isRelease() {
    return pre.isEmpty();
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String release = major + "." + minor + "." + patch;
    if (isRelease()) {
      return release;
    }
    return release + pre;
  }
}
