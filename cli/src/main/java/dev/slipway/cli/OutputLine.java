package dev.slipway.cli;

/**
 * A line of a step's log as the views see it; the runner marks its own lines with {@code ##[…]}.
 */
sealed interface OutputLine {
  /** What a program printed. */
  record Text(String text) implements OutputLine {}

  /** The lines that follow belong together. */
  record Group(String name) implements OutputLine {}

  /** The group is over. */
  record EndGroup() implements OutputLine {}

  /** An annotation, a debug line or a command, by the word of its mark. */
  record Marked(String mark, String text) implements OutputLine {
    /** How its text is painted. */
    Style style() {
      return switch (mark) {
        case "error" -> Style.RED;
        case "warning" -> Style.YELLOW;
        case "command" -> Style.CYAN;
        default -> Style.DIM;
      };
    }

    /** Whether it only says how the process ended, which is known without it. */
    boolean isExitCode() {
      return text.startsWith("Process completed with exit code ");
    }

    /** The text with the word that says what it is, where that is worth saying. */
    String labelled() {
      return switch (mark) {
        case "error", "warning", "notice", "debug" -> mark + ": " + text;
        default -> text;
      };
    }
  }

  /** Tells what a line is; control characters and styles of the program are taken out. */
  static OutputLine parse(String line) {
    String plain = Columns.plain(line);
    int end = plain.indexOf(']');
    if (!plain.startsWith("##[") || end < 0) {
      return new Text(plain);
    }
    String mark = plain.substring(3, end);
    String text = plain.substring(end + 1);
    return switch (mark) {
      case "group" -> new Group(text);
      case "endgroup" -> new EndGroup();
      case "error", "warning", "notice", "debug", "command", "section" -> new Marked(mark, text);
      default -> new Text(plain);
    };
  }
}
