package dev.slipway.deliver.migrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How files and a database stand to each other.
 *
 * @param lines one a version, in order
 * @param invalidIndexes indexes that a failed CREATE INDEX CONCURRENTLY has left behind
 */
public record MigrationStatus(List<Line> lines, List<String> invalidIndexes) {
  /** What has become of a version. */
  public enum State {
    APPLIED,
    PENDING,
    /** It is a contract migration of a database in use. */
    HELD,
    /** Some of its statements are applied. */
    PARTLY,
    /** The database has it, the files do not. */
    WITHOUT_FILE,
    /** Its file is no longer what was applied. */
    CHANGED
  }

  /**
   * One version.
   *
   * @param phase empty where nobody knows
   * @param at when it was applied
   */
  public record Line(
      Version version, String name, State state, Optional<Phase> phase, Optional<Instant> at) {}

  public MigrationStatus {
    lines = List.copyOf(lines);
    invalidIndexes = List.copyOf(invalidIndexes);
  }
}
