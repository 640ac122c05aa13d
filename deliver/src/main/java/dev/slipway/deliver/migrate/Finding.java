package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.Optional;

/**
 * A rule that a statement runs against.
 *
 * @param statement the index of the statement; empty for the file as a whole
 * @param table the table others wait for, if it is about one
 */
record Finding(
    Rule rule,
    Optional<Integer> statement,
    Position position,
    String subject,
    Optional<String> table,
    Optional<LockLevel> lock) {

  /** As a problem of the severity that the rule has. */
  Problem toProblem() {
    return toProblem(rule.severity(), "");
  }

  /** As a problem of that severity, with something more to say. */
  Problem toProblem(Problem.Severity severity, String more) {
    StringBuilder message = new StringBuilder(subject).append(": ").append(rule.why());
    lock.filter(level -> level.compareTo(LockLevel.SHARE_UPDATE_EXCLUSIVE) >= 0)
        .ifPresent(
            level ->
                message
                    .append(" (")
                    .append(level.title())
                    .append(" lock, blocks ")
                    .append(level.blocks())
                    .append(')'));
    message.append(more);
    return new Problem(
        position, severity, rule.code(), message.toString(), Optional.of(rule.instead()));
  }
}
