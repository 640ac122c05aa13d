package dev.slipway.runner;

import dev.slipway.runner.ProblemMatcher.Problem;
import dev.slipway.runner.ProblemPattern.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The job's problem matchers at work on the output of one step. For one thread.
 *
 * <p>Follows the runner's {@code OutputManager.cs}. Unlike it, colours are really removed before
 * matching, and a slow expression is given up for the line at hand and has three such lines, where
 * the runner tries the same line three times.
 */
final class MatcherSession {
  /** Longest time one matcher may take for one line. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(1);

  private static final int STRIKES = 3;

  private final OutputScope scope;
  private final StepLog log;
  private final Duration timeLimit;
  private final Map<MatcherDefinition, Integer> strikes = new HashMap<>();
  private int seen;
  private List<ProblemMatcher> matchers = List.of();

  MatcherSession(OutputScope scope, StepLog log, Duration timeLimit) {
    this.scope = scope;
    this.log = log;
    this.timeLimit = timeLimit;
  }

  /** Whether lines need to be matched at all. */
  boolean isActive() {
    int generation = scope.matchers().generation();
    if (generation != seen) {
      seen = generation;
      refresh();
    }
    return !matchers.isEmpty();
  }

  /**
   * Matches a line.
   *
   * @return whether it told of a problem, which is then logged in its place
   */
  boolean match(String line) {
    if (!isActive()) {
      return false;
    }
    String plain = AnsiColors.strip(line);
    TimedText text = new TimedText(plain, timeLimit);
    for (ProblemMatcher matcher : matchers) {
      text.restart();
      Optional<Problem> problem = match(matcher, text);
      if (problem.isEmpty()) {
        continue;
      }
      resetOthers(matcher);
      Optional<Remark> remark = problem.flatMap(this::remark);
      if (remark.isPresent()) {
        log.annotate(remark.get(), plain);
        return true;
      }
    }
    return false;
  }

  /** Keeps what running matchers remember; definitions that were dropped stay dropped. */
  private void refresh() {
    List<ProblemMatcher> next = new ArrayList<>();
    for (MatcherDefinition definition : scope.matchers().active()) {
      if (strikes.getOrDefault(definition, 0) < STRIKES) {
        next.add(
            matchers.stream()
                .filter(each -> each.definition().equals(definition))
                .findFirst()
                .orElseGet(() -> new ProblemMatcher(definition)));
      }
    }
    matchers = next;
  }

  private Optional<Problem> match(ProblemMatcher matcher, TimedText line) {
    try {
      return matcher.match(line);
    } catch (TimedText.Expired e) {
      strike(matcher, "it took longer than " + timeLimit.toMillis() + " ms");
    } catch (StackOverflowError e) {
      strike(matcher, "it nests too deeply");
    }
    return Optional.empty();
  }

  private void strike(ProblemMatcher matcher, String why) {
    matcher.reset();
    MatcherDefinition definition = matcher.definition();
    if (strikes.merge(definition, 1, Integer::sum) < STRIKES) {
      log.debug("Gave up issue matcher '" + definition.owner() + "' for a line: " + why);
      return;
    }
    log.warning(
        "Removing issue matcher '"
            + definition.owner()
            + "'. Matcher failed "
            + STRIKES
            + " times. Error: "
            + why);
    refresh();
  }

  private void resetOthers(ProblemMatcher matching) {
    for (ProblemMatcher matcher : matchers) {
      if (matcher != matching) {
        matcher.reset();
      }
    }
  }

  private Optional<Remark> remark(Problem problem) {
    String message = problem.text(Part.MESSAGE);
    if (message.isBlank()) {
      log.debug("Skipping logging an issue for the matched line because the message is empty.");
      return Optional.empty();
    }
    Optional<Annotation.Level> level = level(problem.text(Part.SEVERITY));
    return level.map(
        each ->
            new Remark(
                each,
                message,
                place(problem),
                Optional.empty(),
                Optional.of(problem.text(Part.CODE).strip()).filter(code -> !code.isEmpty())));
  }

  private Optional<Annotation.Level> level(String severity) {
    return switch (severity.toLowerCase(Locale.ROOT)) {
      case "", "error" -> Optional.of(Annotation.Level.ERROR);
      case "warning" -> Optional.of(Annotation.Level.WARNING);
      case "notice" -> Optional.of(Annotation.Level.NOTICE);
      default -> {
        log.debug(
            "Skipped logging an issue for the matched line because the severity '"
                + severity
                + "' is not supported.");
        yield Optional.empty();
      }
    };
  }

  private Annotation.Place place(Problem problem) {
    return new Annotation.Place(
        file(problem),
        number(problem.text(Part.LINE), "line"),
        OptionalInt.empty(),
        number(problem.text(Part.COLUMN), "column"),
        OptionalInt.empty());
  }

  private Optional<String> file(Problem problem) {
    String file = problem.text(Part.FILE);
    if (file.isBlank()) {
      return Optional.empty();
    }
    Optional<String> found = scope.sources().find(file, problem.text(Part.FROM_PATH));
    if (found.isEmpty()) {
      log.debug(
          "Dropping file value '" + file + "'. No such file, or not under the workflow repo.");
    }
    return found;
  }

  private OptionalInt number(String text, String what) {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (text.length() <= 9 && text.chars().allMatch(each -> each >= '0' && each <= '9')) {
      return OptionalInt.of(Integer.parseInt(text));
    }
    log.debug("Unable to parse " + what + " number '" + text + "'");
    return OptionalInt.empty();
  }
}
