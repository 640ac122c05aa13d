package dev.slipway.deliver;

import dev.slipway.document.Position;
import java.util.List;

/**
 * A command of slipway.yaml: a line for {@code /bin/sh}, or the words of an argument list.
 *
 * @param argv what is started; never empty
 * @param shown how a person wrote it, on one line
 */
public record ShellCommand(List<String> argv, String shown, Position position) {
  /** Copies the words and refuses none. */
  public ShellCommand {
    argv = List.copyOf(argv);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one word");
    }
  }

  /** A line, or several, for the shell, which stops at the first that fails. */
  public static ShellCommand line(String text, Position position) {
    String shown = text.strip().lines().map(String::strip).toList().toString();
    if (!text.strip().contains("\n")) {
      shown = text.strip();
    }
    return new ShellCommand(List.of("/bin/sh", "-ec", text), shown, position);
  }

  /** A program and its arguments, without a shell. */
  public static ShellCommand words(List<String> words, Position position) {
    return new ShellCommand(words, String.join(" ", words), position);
  }

  @Override
  public String toString() {
    return shown;
  }
}
