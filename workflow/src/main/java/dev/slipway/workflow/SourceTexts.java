package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.HashMap;
import java.util.Map;

/** The texts of the files that are read, to say where within a scalar an expression is wrong. */
final class SourceTexts {
  private static final String OPEN = "${{";

  private final Map<String, String> texts = new HashMap<>();

  void add(String file, String text) {
    texts.put(file, text);
  }

  /**
   * The place of a character of an expression.
   *
   * @param scalar where the scalar begins
   * @param ordinal how many expressions stand before this one in the scalar
   * @param source the expression without braces and the space around it
   * @param offset of the character in the source
   * @return the scalar's place if the text does not show the expression as it is
   */
  Position inBraces(Position scalar, int ordinal, String source, int offset) {
    String text = texts.get(scalar.file());
    int at = text == null ? -1 : index(text, scalar);
    for (int count = 0; text != null && at >= 0 && count <= ordinal; count++) {
      at = text.indexOf(OPEN, count == 0 ? at : at + OPEN.length());
    }
    if (text == null || at < 0) {
      return scalar;
    }
    int start = at + OPEN.length();
    while (start < text.length() && Letters.isSpace(text.charAt(start))) {
      start++;
    }
    if (text.startsWith(source, start)) {
      return position(scalar.file(), text, start + offset);
    }
    return position(scalar.file(), text, at);
  }

  /** As {@link #inBraces}, of an expression that is the scalar itself. */
  Position bare(Position scalar, String source, int offset) {
    String text = texts.get(scalar.file());
    int at = text == null ? -1 : index(text, scalar);
    if (text == null || at < 0) {
      return scalar;
    }
    boolean quoted = at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"');
    int start = quoted ? at + 1 : at;
    if (text.startsWith(source, start)) {
      return position(scalar.file(), text, start + offset);
    }
    return scalar;
  }

  /** The offset of a position in a text; -1 if it is outside. */
  private static int index(String text, Position position) {
    int start = 0;
    for (int line = 1; line < position.line(); line++) {
      start = nextLine(text, start);
      if (start < 0) {
        return -1;
      }
    }
    int codePoints = text.codePointCount(start, text.length());
    if (position.column() - 1 > codePoints) {
      return -1;
    }
    return text.offsetByCodePoints(start, position.column() - 1);
  }

  private static int nextLine(String text, int start) {
    for (int index = start; index < text.length(); index++) {
      if (isBreak(text, index)) {
        return index + 1;
      }
    }
    return -1;
  }

  private static boolean isBreak(String text, int index) {
    char character = text.charAt(index);
    boolean pair = character == '\r' && index + 1 < text.length() && text.charAt(index + 1) == '\n';
    return character == '\n' || (character == '\r' && !pair);
  }

  private static Position position(String file, String text, int index) {
    int line = 1;
    int start = 0;
    for (int at = 0; at < index; at++) {
      if (isBreak(text, at)) {
        line++;
        start = at + 1;
      }
    }
    return new Position(file, line, 1 + text.codePointCount(start, index));
  }
}
