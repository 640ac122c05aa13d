package dev.slipway.cli;

import dev.slipway.document.Excerpt;
import dev.slipway.document.Problem;

/** A problem as a person reads it: the place, the sentence, the line it is in, and a hint. */
final class ProblemText {
  private ProblemText() {}

  /**
   * Lines that each end with a line feed.
   *
   * @param source the text of the file the problem is in
   */
  static String of(Terminal terminal, Problem problem, String source) {
    String word = terminal.paint(Style.YELLOW, "warning:");
    if (problem.isError()) {
      word = terminal.paint(Style.RED, "error:");
    }
    StringBuilder text = new StringBuilder();
    text.append(terminal.paint(Style.BOLD, problem.position() + ":"))
        .append(' ')
        .append(word)
        .append(' ')
        .append(problem.message())
        .append(terminal.paint(Style.DIM, " [" + problem.code() + "]"))
        .append('\n');
    Style style = problem.isError() ? Style.RED : Style.YELLOW;
    Excerpt.of(source, problem.position())
        .lines()
        .forEach(line -> text.append(excerpt(terminal, line, style)).append('\n'));
    problem.hint().ifPresent(hint -> text.append("  hint: ").append(hint).append('\n'));
    return text.toString();
  }

  /** The gutter stands back, the caret stands out. */
  private static String excerpt(Terminal terminal, String line, Style style) {
    int bar = line.indexOf('|') + 1;
    String gutter = terminal.paint(Style.DIM, line.substring(0, bar));
    String rest = line.substring(bar);
    if (line.isBlank() || line.substring(0, bar - 1).isBlank()) {
      return gutter + terminal.paint(style, rest);
    }
    return gutter + rest;
  }
}
