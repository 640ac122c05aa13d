package dev.slipway.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Puts what the YAML parser reports into our words, with a hint for the slips people make. */
final class SyntaxProblem {
  private static final String CODE = "yaml-syntax";

  private SyntaxProblem() {}

  static Problem of(String file, String text, YamlEngineException exception) {
    if (!(exception instanceof MarkedYamlEngineException marked)) {
      return Problem.error(Position.wholeFile(file), CODE, "The file is not valid YAML");
    }
    String context = marked.getContext() == null ? "" : marked.getContext();
    String problem = marked.getProblem() == null ? "" : marked.getProblem();
    if (context.contains("quoted scalar") && problem.contains("end of stream")) {
      return Problem.error(
              position(file, text, marked.getContextMark()), CODE, "The quote is never closed")
          .withHint("add the closing quote, or put the whole value in the other kind of quotes");
    }
    Problem found =
        Problem.error(
            position(file, text, marked.getProblemMark()), CODE, message(context, problem));
    String hint = hint(context, problem);
    if (hint == null) {
      return found;
    }
    return found.withHint(hint);
  }

  /** A fault the parser has no name for, behind a place. */
  static Problem unnamed(Position position) {
    return Problem.error(position, CODE, "The text is not valid YAML from here on")
        .withHint("look for an escape such as \\x or \\u in double quotes that is cut short");
  }

  private static String message(String context, String problem) {
    if (problem.contains("\\t(TAB)")) {
      return "A tab is not allowed here";
    }
    if (problem.contains("mapping values are not allowed here")) {
      return "A ':' is not allowed here";
    }
    String sentence = problem;
    if (!context.isEmpty()) {
      sentence = context + ", " + problem;
    }
    if (sentence.isEmpty()) {
      return "The file is not valid YAML";
    }
    String oneLine = sentence.replace('\n', ' ').strip();
    return Character.toUpperCase(oneLine.charAt(0)) + oneLine.substring(1);
  }

  private static @Nullable String hint(String context, String problem) {
    if (problem.contains("\\t(TAB)")) {
      return "indent with spaces; YAML does not accept tabs";
    }
    if (problem.contains("mapping values are not allowed here")) {
      return "put a value that contains ': ' in quotes, and check the indentation of this line";
    }
    if (problem.contains("expected <block end>")) {
      return "the indentation of this line fits none of the lines above it";
    }
    if (problem.contains("could not find expected ':'")) {
      return "a key needs a ':' and a space before its value";
    }
    if (problem.startsWith("expected ',' or ']'") || problem.startsWith("expected ',' or '}'")) {
      return "a bracket is not closed, or a comma is missing";
    }
    if (context.contains("scanning for the next token") && problem.contains("cannot start")) {
      return "put the value in quotes";
    }
    if (context.contains("scanning an alias")) {
      return "put a value that starts with '*' in quotes";
    }
    return null;
  }

  /** The mark, moved back into the text if the parser stood behind its end. */
  private static Position position(String file, String text, Optional<Mark> mark) {
    if (mark.isEmpty()) {
      return Position.wholeFile(file);
    }
    Position found = new Position(file, mark.get().getLine() + 1, mark.get().getColumn() + 1);
    Position end = TextCheck.positionAt(file, text, text.length());
    if (found.compareTo(end) > 0) {
      return end;
    }
    return found;
  }
}
