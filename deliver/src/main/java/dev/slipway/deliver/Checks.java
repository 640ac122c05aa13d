package dev.slipway.deliver;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a release must show before it is deployed, and an environment after it.
 *
 * @param passRate least share of passed tests, in percent
 * @param coverage least share of covered lines, in percent
 * @param commands commands that must succeed
 */
public record Checks(
    OptionalDouble passRate, OptionalDouble coverage, List<CommandCheck> commands) {
  /** Nothing is asked. */
  public static final Checks NONE =
      new Checks(OptionalDouble.empty(), OptionalDouble.empty(), List.of());

  /** Copies the list. */
  public Checks {
    commands = List.copyOf(commands);
  }

  /** When a command is run. */
  public enum Moment {
    /** Before anything of the environment is touched. */
    BEFORE,
    /** With the candidate started, before it gets traffic. */
    CANDIDATE,
    /** With all traffic on the new release. */
    AFTER
  }

  /**
   * A command that must succeed.
   *
   * @param name what people call it
   * @param timeout when it is stopped and counts as failed
   */
  public record CommandCheck(String name, Moment when, ShellCommand run, Duration timeout) {}

  /** These with what an environment asks on top; its figures replace ours. */
  Checks with(Checks over) {
    List<CommandCheck> all = Stream.concat(commands.stream(), over.commands.stream()).toList();
    return new Checks(either(over.passRate, passRate), either(over.coverage, coverage), all);
  }

  private static OptionalDouble either(OptionalDouble first, OptionalDouble second) {
    if (first.isPresent()) {
      return first;
    }
    return second;
  }

  /** The commands of a moment, in the order written. */
  public List<CommandCheck> at(Moment moment) {
    return commands.stream().filter(check -> check.when() == moment).toList();
  }
}
