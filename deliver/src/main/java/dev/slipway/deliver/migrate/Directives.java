package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments of a migration ask for.
 *
 * @param phase what its author says its phase is
 * @param noTransaction whether its statements are to run one by one
 * @param lockTimeout how long a statement may wait for a lock
 * @param statementTimeout how long a statement may run
 * @param waivers the findings its author accepts
 * @param problems what is wrong with the comments
 */
record Directives(
    Optional<Phase> phase,
    boolean noTransaction,
    Optional<Duration> lockTimeout,
    Optional<Duration> statementTimeout,
    List<Waiver> waivers,
    List<Problem> problems) {
  private static final List<String> WORDS =
      List.of(
          "phase", "no-transaction", "lock-timeout", "statement-timeout", "allow", "allow-file");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|min|h)");

  /**
   * A finding that is accepted.
   *
   * @param rule the rule it is of
   * @param statement the index of the statement it is about; empty for the whole file
   */
  record Waiver(String rule, String reason, Optional<Integer> statement, Position position) {}

  Directives {
    waivers = List.copyOf(waivers);
    problems = List.copyOf(problems);
  }

  /** Reads the comments of a script. */
  static Directives of(SqlScript script) {
    Reading reading = new Reading(script);
    for (int index = 0; index < script.statements().size(); index++) {
      for (Token comment : script.statements().get(index).comments()) {
        int statement = index;
        Directive.of(comment).ifPresent(found -> reading.take(found, Optional.of(statement)));
      }
    }
    for (Token comment : script.comments()) {
      Directive.of(comment).ifPresent(found -> reading.take(found, Optional.empty()));
    }
    return reading.result();
  }

  /** A time such as {@code 500ms}, {@code 3s}, {@code 15min} or {@code 2h}. */
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "min" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }

  /** The reading of one script's comments. */
  private static final class Reading {
    private final SqlScript script;
    private final List<Waiver> waivers = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private Optional<Phase> phase = Optional.empty();
    private boolean noTransaction;
    private Optional<Duration> lockTimeout = Optional.empty();
    private Optional<Duration> statementTimeout = Optional.empty();

    Reading(SqlScript script) {
      this.script = script;
    }

    void take(Directive directive, Optional<Integer> statement) {
      switch (directive.word()) {
        case "phase" -> phase(directive);
        case "no-transaction" -> noTransaction = true;
        case "lock-timeout" -> lockTimeout = time(directive);
        case "statement-timeout" -> statementTimeout = time(directive);
        case "allow" -> waive(directive, statement);
        case "allow-file" -> waive(directive, Optional.empty());
        default -> unknown(directive);
      }
    }

    private void phase(Directive directive) {
      Optional<Phase> named = Phase.named(directive.rest());
      if (named.isEmpty()) {
        wrong(directive, "slipway:phase is followed by 'expand' or 'contract'");
        return;
      }
      phase = named;
    }

    private Optional<Duration> time(Directive directive) {
      Optional<Duration> time = duration(directive.rest());
      if (time.isEmpty() || time.get().isZero()) {
        wrong(
            directive, "slipway:" + directive.word() + " wants a time such as 500ms, 3s or 15min");
        return Optional.empty();
      }
      return time;
    }

    private void waive(Directive directive, Optional<Integer> statement) {
      Position position = script.position(directive.start());
      String rule = directive.firstArgument();
      if (rule.isEmpty() || directive.reason().isEmpty()) {
        wrong(
            directive,
            "slipway:" + directive.word() + " wants a rule and a reason: why is it safe here?");
        return;
      }
      waivers.add(new Waiver(rule, directive.reason(), statement, position));
    }

    private void unknown(Directive directive) {
      Problem problem =
          Problem.error(
              script.position(directive.start()),
              "unknown-directive",
              "'slipway:" + directive.word() + "' means nothing");
      problems.add(
          problem.withHint(
              Suggestions.closest(directive.word(), WORDS)
                  .map(near -> "did you mean 'slipway:" + near + "'?")
                  .orElse("known here: " + String.join(", ", WORDS))));
    }

    private void wrong(Directive directive, String message) {
      problems.add(Problem.error(script.position(directive.start()), "bad-directive", message));
    }

    Directives result() {
      return new Directives(phase, noTransaction, lockTimeout, statementTimeout, waivers, problems);
    }
  }
}
