package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a file of {@code NAME=value} lines as dotenv writes them: comments, {@code export}, single
 * quotes taken literally, double quotes with escapes and over several lines. No value is ever part
 * of an error text.
 */
final class DotEnv {
  private final String file;
  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int at;
  private int line = 1;

  private DotEnv(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The values of a file's text.
   *
   * @param file its name, for errors
   */
  static Map<String, String> parse(String file, String text) {
    DotEnv reader = new DotEnv(file, text);
    while (reader.at < text.length()) {
      reader.statement();
    }
    return reader.values;
  }

  private void statement() {
    skipSpaces();
    if (isEnd() || current() == '#') {
      restOfLine();
      return;
    }
    String name = name();
    if (name.equals("export") && !isEnd() && isSpace(current())) {
      skipSpaces();
      name = name();
    }
    skipSpaces();
    if (name.isEmpty() || isEnd() || current() != '=') {
      throw wrong("expected NAME=value");
    }
    at++;
    skipSpaces();
    values.put(name, value());
    skipSpaces();
    if (!isEnd() && current() != '#') {
      throw wrong("unexpected text behind the value of " + name);
    }
    restOfLine();
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNameCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String value() {
    if (isEnd()) {
      return "";
    }
    return switch (current()) {
      case '\'' -> quoted('\'', false);
      case '"' -> quoted('"', true);
      default -> unquoted();
    };
  }

  private String quoted(char quote, boolean escapes) {
    int opened = line;
    at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char character = text.charAt(at++);
      if (character == '\n') {
        line++;
      }
      if (escapes && character == '\\' && at < text.length()) {
        value.append(unescaped(text.charAt(at++)));
      } else {
        value.append(character);
      }
    }
    if (at >= text.length()) {
      line = opened;
      throw wrong("the quote is never closed");
    }
    at++;
    return value.toString();
  }

  private static String unescaped(char character) {
    return switch (character) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$' -> String.valueOf(character);
      default -> "\\" + character;
    };
  }

  /** Up to the end of the line, or to a comment that stands behind a space. */
  private String unquoted() {
    int start = at;
    while (!isEnd() && !(current() == '#' && at > start && isSpace(text.charAt(at - 1)))) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private void restOfLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
    at++;
    line++;
  }

  private void skipSpaces() {
    while (!isEnd() && isSpace(current())) {
      at++;
    }
  }

  private boolean isEnd() {
    return at >= text.length() || text.charAt(at) == '\n';
  }

  private char current() {
    return text.charAt(at);
  }

  private static boolean isSpace(char character) {
    return character == ' ' || character == '\t' || character == '\r';
  }

  private static boolean isNameCharacter(char character) {
    return character < 0x80
        && (Character.isLetterOrDigit(character) || character == '_' || character == '.');
  }

  private SlipwayException wrong(String what) {
    return new SlipwayException(ErrorCode.INVALID_INPUT, file + ":" + line + ": " + what);
  }
}
