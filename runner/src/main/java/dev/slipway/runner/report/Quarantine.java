package dev.slipway.runner.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The tests whose failure does not count for the time being, as {@code tests.quarantine} of
 * slipway.yaml lists them.
 */
public record Quarantine(List<Entry> entries) {
  /** An empty list: every failure counts. */
  public static final Quarantine NONE = new Quarantine(List.of());

  /** Copies the list. */
  public Quarantine {
    entries = List.copyOf(entries);
  }

  /**
   * One line of the list.
   *
   * @param test a pattern of test names; {@code *} stands for anything, {@code ?} for a character
   * @param expires the last day on which it counts
   */
  public record Entry(String test, String reason, LocalDate expires) {
    /** Whether it still counts on that day. */
    public boolean isActive(LocalDate day) {
      return !day.isAfter(expires);
    }
  }

  /** Why the failure of a test with these names does not count today; empty when it does. */
  Optional<String> reason(List<String> names, LocalDate today) {
    return entries.stream()
        .filter(entry -> entry.isActive(today))
        .filter(entry -> names.stream().anyMatch(name -> matches(entry.test(), name)))
        .map(entry -> entry.reason() + " (until " + entry.expires() + ")")
        .findFirst();
  }

  /** Matches the whole name; brackets, as pytest's parameters have them, are plain characters. */
  static boolean matches(String pattern, String name) {
    int at = 0;
    int in = 0;
    int starAt = -1;
    int starIn = 0;
    while (in < name.length()) {
      boolean more = at < pattern.length();
      if (more && pattern.charAt(at) == '*') {
        starAt = at++;
        starIn = in;
      } else if (more && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(in))) {
        at++;
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
}
