package dev.slipway.cli;

import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line. Quotes names of options only, never values: one of them
 * may be a secret that slipped out of its place.
 */
final class UsageFault {
  private UsageFault() {}

  static SlipwayException of(Syntax syntax, ParameterException wrong, List<String> words) {
    String sentence =
        switch (wrong) {
          case UnmatchedArgumentException unmatched -> unmatched(syntax, unmatched, words);
          case MissingParameterException missing -> missing(missing);
          default -> other(wrong);
        };
    return new SlipwayException(
        ErrorCode.USAGE, sentence + "\n  see: slipway " + syntax.name().word() + " --help");
  }

  private static String unmatched(
      Syntax syntax, UnmatchedArgumentException wrong, List<String> words) {
    String word = wrong.getUnmatched().getFirst();
    if (!word.startsWith("-") || word.equals("-")) {
      return tooMany(syntax, words.indexOf(word));
    }
    if (word.equals("-C")) {
      return "-C DIR goes before the command: slipway -C DIR " + syntax.name().word();
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Optional<String> near = Suggestions.closest(name, syntax.optionNames());
    String hint = near.map(option -> "; did you mean '" + option + "'?").orElse("");
    return "unknown option '" + name + "'" + hint;
  }

  private static String tooMany(Syntax syntax, int index) {
    String taken =
        switch (syntax.mostOperands()) {
          case 0 -> "takes options only";
          case 1 -> "takes at most one " + syntax.operands().replace("[", "").replace("]", "");
          default -> "takes at most " + syntax.mostOperands() + " words";
        };
    return "'" + syntax.name().word() + "' " + taken + "; word " + (index + 1) + " is one too many";
  }

  private static String missing(MissingParameterException wrong) {
    if (!wrong.getMissing().isEmpty()
        && wrong.getMissing().getFirst() instanceof OptionSpec option) {
      return option.longestName() + " wants " + option.paramLabel() + " after it";
    }
    return other(wrong);
  }

  private static String other(ParameterException wrong) {
    if (wrong.getArgSpec() instanceof OptionSpec option) {
      return "the value of " + option.longestName() + " is not a " + option.paramLabel();
    }
    return "the command line is not understood";
  }
}
