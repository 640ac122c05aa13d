package dev.slipway.deliver.migrate;

import java.time.Duration;
import java.util.List;

/**
 * How a plan went on a copy.
 *
 * @param copy what it was tried on
 * @param migrations what was seen of each that was tried
 * @param outcome how it ended; what failed here would fail there
 * @param notes what the rehearsal could not show, each a sentence
 */
public record Rehearsal(
    Copy copy, List<Seen> migrations, MigrationOutcome outcome, List<String> notes) {
  /** What a rehearsal is tried on, the best first. */
  public enum Copy {
    /** The database with all its data. */
    TEMPLATE("a copy with all data"),
    /** A new database to which all files were applied from the first one on. */
    REPLAY("a new database, from the first migration on");

    private final String title;

    Copy(String title) {
      this.title = title;
    }

    /** In words. */
    public String title() {
      return title;
    }
  }

  /**
   * What a migration did.
   *
   * @param took how long it ran; says something about the real one only on a copy with all data
   * @param locks the locks it really held on tables older than itself, strongest first; none are
   *     seen of one that is not transactional
   * @param rewritten tables that were written anew as a whole
   */
  public record Seen(
      Migration migration, Duration took, List<TableLock> locks, List<String> rewritten) {
    public Seen {
      locks = List.copyOf(locks);
      rewritten = List.copyOf(rewritten);
    }
  }

  public Rehearsal {
    migrations = List.copyOf(migrations);
    notes = List.copyOf(notes);
  }

  /** Whether all of the plan went through. */
  public boolean passed() {
    return outcome instanceof MigrationOutcome.Migrated;
  }
}
