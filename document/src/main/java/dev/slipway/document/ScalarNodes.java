package dev.slipway.document;

import dev.slipway.document.Node.Kind;
import dev.slipway.document.Node.Scalar;
import dev.slipway.document.Node.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Makes the scalars of a text from the parser's events: their kind, and what is wrong with tags.
 */
final class ScalarNodes {
  static final String STANDARD = "tag:yaml.org,2002:";

  private final String text;
  private final boolean lastLineHasText;
  private final List<Problem> problems;

  /**
   * For the scalars of one text.
   *
   * @param problems where to put what is wrong
   */
  ScalarNodes(String text, List<Problem> problems) {
    this.text = text;
    this.lastLineHasText = lastLineHasText(text);
    this.problems = problems;
  }

  /** The node of an event at a position. */
  Scalar read(ScalarEvent event, Position position) {
    Style style = style(event);
    String value = withoutMissingBreak(event, style);
    String tag = event.getTag().orElse("");
    if (tag.isEmpty()) {
      Kind kind = style == Style.PLAIN ? CoreSchema.resolve(value) : Kind.STRING;
      return new Scalar(position, kind, value, style);
    }
    Kind kind = kindOf(tag, value);
    if (kind == Kind.STRING || (kind != null && style == Style.PLAIN)) {
      return new Scalar(position, kind, value, style);
    }
    problems.add(tagProblem(position, tag, value, style));
    return new Scalar(position, Kind.STRING, value, style);
  }

  /**
   * The text of a scalar. The parser ends a block at the end of the file with a line break that is
   * not there.
   */
  private String withoutMissingBreak(ScalarEvent event, Style style) {
    String value = event.getValue();
    boolean block = style == Style.LITERAL || style == Style.FOLDED;
    boolean ends = block && value.endsWith("\n") && lastLineHasText && endsWithText(event);
    return ends ? value.substring(0, value.length() - 1) : value;
  }

  private boolean endsWithText(ScalarEvent event) {
    int end = event.getEndMark().map(Mark::getIndex).orElse(0);
    return end >= text.codePointCount(0, text.length());
  }

  private static boolean lastLineHasText(String text) {
    for (int index = text.length() - 1; index >= 0; index--) {
      char character = text.charAt(index);
      if (character == '\n' || character == '\r') {
        return false;
      }
      if (character != ' ') {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Kind kindOf(String tag, String value) {
    return switch (tag) {
      case "!", STANDARD + "str" -> Kind.STRING;
      case STANDARD + "null" -> CoreSchema.isNull(value) ? Kind.NULL : null;
      case STANDARD + "bool" -> CoreSchema.isBool(value) ? Kind.BOOL : null;
      case STANDARD + "int" -> CoreSchema.isInt(value) ? Kind.INT : null;
      case STANDARD + "float" -> CoreSchema.isFloat(value) ? Kind.FLOAT : null;
      default -> null;
    };
  }

  private static Problem tagProblem(Position position, String tag, String value, Style style) {
    if (style != Style.PLAIN) {
      return Problem.error(
          position,
          "yaml-style",
          "The scalar style '%s' on line %d and column %d is not valid with the tag '%s'"
              .formatted(name(style), position.line(), position.column(), tag));
    }
    return switch (tag) {
      case STANDARD + "null", STANDARD + "bool", STANDARD + "int", STANDARD + "float" ->
          Problem.error(
              position,
              "yaml-value",
              "The value '%s' on line %d and column %d is invalid for the type '%s'"
                  .formatted(value, position.line(), position.column(), tag));
      default -> unexpectedTag(position, tag);
    };
  }

  private static String name(Style style) {
    return switch (style) {
      case PLAIN -> "Plain";
      case SINGLE_QUOTED -> "SingleQuoted";
      case DOUBLE_QUOTED -> "DoubleQuoted";
      case LITERAL -> "Literal";
      case FOLDED -> "Folded";
    };
  }

  static Problem unexpectedTag(Position position, String tag) {
    return Problem.error(position, "yaml-tag", "Unexpected tag '" + tag + "'")
        .withHint("remove the tag; known are !!str, !!bool, !!int, !!float, !!null, !!seq, !!map");
  }

  private static Style style(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case PLAIN -> Style.PLAIN;
      case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE_QUOTED;
      case LITERAL -> Style.LITERAL;
      case FOLDED -> Style.FOLDED;
    };
  }
}
