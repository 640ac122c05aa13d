package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.Optional;

/**
 * A problem and how GitHub would print it.
 *
 * @param caller where the workflow that holds the problem is called
 */
record Finding(Problem problem, Form form, Optional<Position> caller) {
  private static final int LONGEST = 500;

  /** What GitHub puts before the message. */
  enum Form {
    /** File, line and column. */
    PLACED,
    /** The file. */
    FILE,
    /** Nothing. */
    BARE
  }

  Finding calledFrom(Position position) {
    return new Finding(problem, form, Optional.of(position));
  }

  /** GitHub's line, cut at 500 characters as it does. */
  String text() {
    String text = cut(prefix() + problem.message());
    if (caller.isEmpty() || text.startsWith(caller.get().file())) {
      return text;
    }
    return "In " + placed(caller.get()) + ": Error from called workflow " + text;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    return text.substring(0, LONGEST) + "[...]";
  }

  private String prefix() {
    return switch (form) {
      case PLACED -> placed(problem.position()) + ": ";
      case FILE -> problem.position().file() + ": ";
      case BARE -> "";
    };
  }

  private static String placed(Position position) {
    return position.file() + " (Line: " + position.line() + ", Col: " + position.column() + ")";
  }
}
