package dev.slipway.machine;

import java.util.List;
import java.util.Optional;

/** What an image tag of PostgreSQL means where there is only one version. */
final class PostgresVersions {
  private PostgresVersions() {}

  /** What to tell the user: nothing when the tag leaves the major open or names the right one. */
  static List<String> notes(Optional<String> tag, String available) {
    Optional<Integer> wanted = tag.flatMap(PostgresVersions::major);
    Optional<Integer> here = major(available);
    if (wanted.isEmpty() || wanted.equals(here)) {
      return List.of();
    }
    return List.of(
        "postgres:"
            + tag.orElse("")
            + " is served by the embedded PostgreSQL "
            + available
            + "; for version "
            + wanted.get()
            + " itself a container engine is needed");
  }

  private static Optional<Integer> major(String version) {
    int end = 0;
    while (end < version.length() && Character.isDigit(version.charAt(end))) {
      end++;
    }
    if (end == 0 || end > 4) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(version, 0, end, 10));
  }
}
