package dev.slipway.deliver.migrate;

import dev.slipway.document.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What would be done to one database.
 *
 * @param database which one, without credentials
 * @param current the highest version it has, if any
 * @param pending what will be applied, in order
 * @param held contract migrations that wait until the release before is gone
 * @param obstacles why nothing may be applied, each a sentence
 * @param findings what is wrong or risky in the migrations that are not applied yet
 */
public record MigrationPlan(
    String database,
    Optional<Version> current,
    List<PlannedMigration> pending,
    List<PlannedMigration> held,
    List<String> obstacles,
    List<Problem> findings) {
  public MigrationPlan {
    pending = List.copyOf(pending);
    held = List.copyOf(held);
    obstacles = List.copyOf(obstacles);
    findings = List.copyOf(findings);
  }

  /** Whether the schema is as the files say, apart from what is held. */
  public boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Whether it must not be applied: there is an obstacle or an error among the findings. */
  public boolean isBlocked() {
    return !obstacles.isEmpty() || findings.stream().anyMatch(Problem::isError);
  }

  /** Why it must not be applied, a line each; none when it may. */
  public List<String> reasons() {
    return Stream.concat(
            obstacles.stream(), findings.stream().filter(Problem::isError).map(Problem::headline))
        .toList();
  }

  /**
   * The migration after which the release before no longer fits the schema: the first contract one
   * that is still to come. Empty when there is none.
   */
  public Optional<Migration> rollbackSafeUntil() {
    return Stream.concat(pending.stream(), held.stream())
        .map(PlannedMigration::migration)
        .filter(migration -> migration.phase() == Phase.CONTRACT)
        .min((one, other) -> one.version().compareTo(other.version()));
  }

  /** SHA-256 over what would be applied; an approval of one plan is void for another. */
  public String digest() {
    StringBuilder text = new StringBuilder(database);
    for (PlannedMigration planned : pending) {
      Migration migration = planned.migration();
      text.append('\n')
          .append(migration.version())
          .append(' ')
          .append(migration.checksum())
          .append(' ')
          .append(migration.phase());
    }
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
