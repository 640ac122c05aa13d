package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import java.util.List;

/** How applying a plan ended. */
public sealed interface MigrationOutcome {
  /** What was applied, in order. */
  List<Migration> applied();

  /** All of the plan is applied. */
  record Migrated(List<Migration> applied) implements MigrationOutcome {
    public Migrated {
      applied = List.copyOf(applied);
    }
  }

  /**
   * A migration failed; those before it stay applied.
   *
   * @param failed the one that failed; nothing of it stays unless {@code partly}
   * @param place the statement, or the place in it that the server names
   * @param reason what the server said
   * @param lockTimeout whether it only waited too long for others
   * @param partly whether statements of it stay, because it is not transactional
   */
  record Failed(
      List<Migration> applied,
      Migration failed,
      Position place,
      String reason,
      boolean lockTimeout,
      boolean partly)
      implements MigrationOutcome {
    public Failed {
      applied = List.copyOf(applied);
    }

    /** One sentence: where, what, and what stays. */
    public String sentence() {
      StringBuilder text = new StringBuilder();
      text.append(place).append(": ").append(reason);
      if (lockTimeout) {
        text.append("; others hold the lock it needs, nothing is wrong with the file");
      }
      if (partly) {
        text.append("; the statements before it stay, and the next attempt goes on from here");
      } else {
        text.append("; nothing of ").append(failed.title()).append(" stays");
      }
      return text.toString();
    }
  }
}
