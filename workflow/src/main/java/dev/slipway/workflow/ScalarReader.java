package dev.slipway.workflow;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a scalar into a literal or an expression: <code>${{ }}</code> alone is the expression, amid
 * text the whole becomes one {@code format(...)}.
 */
final class ScalarReader {
  private static final String OPEN = "${{";
  private static final String INSERT = "insert";

  private final Findings findings;

  ScalarReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * What a scalar became.
   *
   * @param failed whether a problem was reported, so that the literal says nothing
   */
  record Result(Template template, boolean failed) {}

  /**
   * A piece of a string: text, or the source of an expression.
   *
   * @param expression null for text and for a directive
   */
  private record Piece(String text, boolean isSource, @Nullable Expression expression) {}

  /** Why a string cannot be read. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final transient @Nullable String hint;
    private int ordinal;
    private String source = "";
    private int offset;

    Refused(String code, String message, @Nullable String hint) {
      super(message, null, false, false);
      this.code = code;
      this.hint = hint;
    }

    String text() {
      return String.valueOf(getMessage());
    }

    /** Says where: in which expression of the scalar. */
    Refused in(int place) {
      ordinal = place;
      return this;
    }

    /** Says where: at which character of the expression. */
    Refused at(String expression, int place) {
      source = expression;
      offset = place;
      return this;
    }
  }

  static Value literal(Node.Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> Value.none();
      case BOOL -> Value.of(scalar.isTrue());
      case INT, FLOAT -> Value.of(scalar.number());
      case STRING -> Value.of(scalar.text());
    };
  }

  Result read(Node.Scalar scalar, Place place) {
    Position position = scalar.position();
    Template.Literal literal = new Template.Literal(position, literal(scalar));
    if (scalar.kind() != Node.Kind.STRING || !scalar.text().contains(OPEN)) {
      return new Result(literal, false);
    }
    try {
      return new Result(template(position, scalar.text(), place), false);
    } catch (Refused refused) {
      Position exact =
          findings.sources().inBraces(position, refused.ordinal, refused.source, refused.offset);
      findings.error(exact, refused.code, refused.text(), refused.hint);
      return new Result(literal, true);
    }
  }

  private static Template template(Position position, String text, Place place) throws Refused {
    List<Piece> pieces = pieces(text, place);
    if (pieces.size() > 1) {
      return new Template.Computed(position, parse(format(pieces), place));
    }
    Piece only = pieces.getFirst();
    if (only.expression() == null) {
      return new Template.Insert(position);
    }
    String string = stringOf(only.text());
    if (string != null) {
      return new Template.Literal(position, Value.of(string));
    }
    return new Template.Computed(position, only.expression());
  }

  private static List<Piece> pieces(String text, Place place) throws Refused {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    int ordinal = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      if (open > at) {
        pieces.add(new Piece(text.substring(at, open), false, null));
      }
      try {
        int end = end(text, open + OPEN.length());
        String source = strip(text.substring(open + OPEN.length(), end - 2));
        boolean alone = open == 0 && end == text.length();
        pieces.add(new Piece(source, true, expression(source, place, alone)));
        at = end;
      } catch (Refused refused) {
        throw refused.in(ordinal);
      }
      ordinal++;
    }
    if (at < text.length()) {
      pieces.add(new Piece(text.substring(at), false, null));
    }
    return pieces;
  }

  /** The offset behind the closing braces; quotes hide braces. */
  private static int end(String text, int start) throws Refused {
    boolean quoted = false;
    for (int index = start; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '\'') {
        quoted = !quoted;
      } else if (!quoted && character == '}' && index > start && text.charAt(index - 1) == '}') {
        return index + 1;
      }
    }
    throw new Refused(
        "expression-not-closed",
        "The expression is not closed. An unescaped ${{ sequence was found, but the closing }}"
            + " sequence was not found.",
        "close it with }}; to write ${{ itself, use ${{ '${{' }}");
  }

  private static @Nullable Expression expression(String source, Place place, boolean alone)
      throws Refused {
    if (source.isEmpty()) {
      throw new Refused("expression-empty", "An expression was expected", null);
    }
    if (!isDirective(source)) {
      return parse(source, place);
    }
    if (!alone) {
      throw new Refused(
          "directive",
          "The directive 'insert' is not allowed in this context. Directives are not supported for"
              + " expressions that are embedded within a string. Directives are only supported when"
              + " the entire value is an expression.",
          null);
    }
    return null;
  }

  private static boolean isDirective(String source) throws Refused {
    if (!source.startsWith(INSERT)) {
      return false;
    }
    if (source.length() == INSERT.length()) {
      return true;
    }
    if (!Letters.isSpace(source.charAt(INSERT.length()))) {
      return false;
    }
    int parameters = parameters(source.substring(INSERT.length()));
    throw new Refused(
        "directive",
        "Exactly 0 parameter(s) were expected following the directive 'insert'. Actual parameter"
            + " count: "
            + parameters,
        null);
  }

  private static int parameters(String text) {
    int count = 0;
    boolean within = false;
    for (int index = 0; index < text.length(); index++) {
      boolean space = Letters.isSpace(text.charAt(index));
      if (!space && !within) {
        count++;
      }
      within = !space;
    }
    return count;
  }

  private static Expression parse(String source, Place place) throws Refused {
    try {
      return Expression.parse(source, place.names());
    } catch (ExpressionException exception) {
      String message = String.valueOf(exception.getMessage());
      throw new Refused("expression", message, ExpressionHint.of(message, place))
          .at(source, exception.offset().orElse(0));
    }
  }

  private static String format(List<Piece> pieces) {
    StringBuilder format = new StringBuilder("format('");
    StringBuilder arguments = new StringBuilder();
    int count = 0;
    for (Piece piece : pieces) {
      if (piece.isSource()) {
        format.append('{').append(count).append('}');
        arguments.append(", ").append(piece.text());
        count++;
      } else {
        escape(piece.text(), format);
      }
    }
    return format.append('\'').append(arguments).append(')').toString();
  }

  private static void escape(String text, StringBuilder format) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '\'' || character == '{' || character == '}') {
        format.append(character);
      }
      format.append(character);
    }
  }

  /** The string that a source consisting of one string literal stands for; else null. */
  private static @Nullable String stringOf(String source) {
    if (source.charAt(0) != '\'') {
      return null;
    }
    StringBuilder string = new StringBuilder();
    boolean quoted = false;
    for (int index = 0; index < source.length(); index++) {
      char character = source.charAt(index);
      if (character == '\'') {
        quoted = !quoted;
        if (quoted && index != 0) {
          string.append(character);
        }
      } else if (!quoted) {
        return null;
      } else {
        string.append(character);
      }
    }
    return string.toString();
  }

  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && Letters.isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && Letters.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
