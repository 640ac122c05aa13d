package dev.slipway.cli;

import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A command line taken apart as git does: options of the program, the command, the command's own
 * words. Written by hand so that only the command typed is loaded.
 *
 * @param directory the directory to work in
 * @param colour when to use colours
 * @param command the command typed, absent when none was
 * @param words what follows the command
 */
record Invocation(
    Path directory, ColourChoice colour, Optional<String> command, List<String> words) {
  private static final List<String> OPTIONS = List.of("-C", "--color", "--help", "--version");

  Invocation {
    words = List.copyOf(words);
  }

  /** Takes a command line apart; {@code start} is where the process stands. */
  static Invocation parse(String[] arguments, Path start) {
    Path directory = start;
    ColourChoice colour = ColourChoice.AUTO;
    int at = 0;
    while (at < arguments.length && arguments[at].startsWith("-")) {
      String option = arguments[at];
      if (option.equals("-C")) {
        directory = existing(directory.resolve(value(arguments, ++at, option, "a directory")));
      } else if (option.equals("--color")) {
        colour = ColourChoice.parse(value(arguments, ++at, option, "auto, always or never"));
      } else if (option.startsWith("--color=")) {
        colour = ColourChoice.parse(option.substring("--color=".length()));
      } else if (option.equals("-h") || option.equals("--help")) {
        return new Invocation(directory, colour, Optional.of("help"), List.of());
      } else if (option.equals("--version")) {
        return new Invocation(directory, colour, Optional.of("version"), List.of());
      } else {
        throw unknownOption(option);
      }
      at++;
    }
    if (at == arguments.length) {
      return new Invocation(directory, colour, Optional.empty(), List.of());
    }
    List<String> words = Arrays.asList(arguments).subList(at + 1, arguments.length);
    return new Invocation(directory, colour, Optional.of(arguments[at]), words);
  }

  /** Runs the command and answers its exit code. */
  int run(Session session) {
    if (command.isEmpty()) {
      return CommandName.HELP.create().run(Arguments.none(), session);
    }
    Command found = CommandName.named(command.get()).create();
    Syntax syntax = found.syntax();
    Arguments arguments = syntax.parse(words);
    Session coloured = arguments.colour().map(session::with).orElse(session);
    if (arguments.has("--help")) {
      coloured.terminal().print(syntax.help(coloured.terminal()));
      return 0;
    }
    return found.run(arguments, coloured);
  }

  private static String value(String[] arguments, int at, String option, String wanted) {
    if (at >= arguments.length) {
      throw new SlipwayException(ErrorCode.USAGE, option + " wants " + wanted + " after it");
    }
    return arguments[at];
  }

  private static Path existing(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "-C " + directory + ": there is no such directory");
    }
    return directory.toAbsolutePath().normalize();
  }

  private static SlipwayException unknownOption(String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    String hint =
        Suggestions.closest(name, OPTIONS)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; before the command only -C DIR, --color, --help and --version are known");
    return new SlipwayException(ErrorCode.USAGE, "unknown option '" + name + "'" + hint);
  }
}
