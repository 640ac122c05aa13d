package dev.slipway.deliver.migrate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a migration says: {@code 001_name.sql}, {@code 20260301120000_name.sql} or
 * {@code V1_2__name.sql}, each with {@code .expand} or {@code .contract} before {@code .sql} if
 * wanted.
 */
record FileName(Version version, String name, Optional<Phase> phase) {
  private static final Pattern PLAIN = Pattern.compile("(\\d+)_([^.]+)(\\.\\w+)?\\.sql");
  private static final Pattern FLYWAY =
      Pattern.compile("V(\\d+(?:[._]\\d+)*)__([^.]+)(\\.\\w+)?\\.sql");

  /** Reads a name; empty when it is of no known form. */
  static Optional<FileName> parse(String file) {
    Matcher matcher = PLAIN.matcher(file);
    if (!matcher.matches()) {
      matcher = FLYWAY.matcher(file);
    }
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Phase> phase = Optional.empty();
    if (matcher.group(3) != null) {
      phase = Phase.named(matcher.group(3).substring(1));
      if (phase.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new FileName(new Version(matcher.group(1)), matcher.group(2), phase));
  }

  /** Whether it undoes a migration; Slipway never runs those by itself. */
  static boolean isDown(String file) {
    return file.endsWith(".down.sql");
  }
}
