package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The words of one command, taken apart. */
final class Arguments {
  private final ParseResult parsed;

  Arguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  /** No words at all. */
  static Arguments none() {
    return new Arguments(ParseResult.builder(CommandSpec.create()).build());
  }

  /** Whether an option was given. */
  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** The value of an option that is given once; the last one counts. */
  Optional<String> value(String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, null));
  }

  /** The values of an option that can be given many times, in order. */
  List<String> values(String option) {
    OptionSpec matched = parsed.matchedOption(option);
    if (matched == null) {
      return List.of();
    }
    return List.copyOf(matched.stringValues());
  }

  /** The value of an option that wants a whole number of at least {@code least}. */
  Optional<Integer> number(String option, int least) {
    return value(option).map(typed -> number(option, typed, least));
  }

  private static Integer number(String option, String typed, int least) {
    try {
      int number = Integer.parseInt(typed);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Answered below, in the user's words.
    }
    throw new SlipwayException(
        ErrorCode.USAGE,
        option + " wants a whole number of at least " + least + ", not '" + typed + "'");
  }

  /** The words that are no options. */
  List<String> operands() {
    if (parsed.matchedPositionals().isEmpty()) {
      return List.of();
    }
    return List.copyOf(parsed.matchedPositional(0).stringValues());
  }

  /** The wish for colours, if one was given behind the command. */
  Optional<ColourChoice> colour() {
    return value("--color").map(ColourChoice::parse);
  }
}
