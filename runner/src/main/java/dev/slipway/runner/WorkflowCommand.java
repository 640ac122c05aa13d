package dev.slipway.runner;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A command in a line of output: {@code ::name key=value,key=value::data}, or in the older form
 * {@code ##[name key=value;]data}.
 *
 * <p>Follows the runner's {@code ActionCommand.cs}, with one difference: the older form, too,
 * counts only at the start of a line (after white space), so that text quoted inside a line is
 * never obeyed.
 *
 * @param name as written; compare without case
 * @param properties unescaped, looked up without case; properties without a value are left out
 * @param data unescaped
 */
record WorkflowCommand(String name, Map<String, String> properties, String data) {
  static final String PREFIX = "::";
  static final String OLD_PREFIX = "##[";

  /**
   * The command that a line holds.
   *
   * @param known whether a name, in lower case, is a command; others make the line ordinary output
   */
  static Optional<WorkflowCommand> parse(String line, Predicate<String> known) {
    String text = withoutIndent(line);
    if (text.startsWith(PREFIX)) {
      return parseCurrent(text, known);
    }
    if (text.startsWith(OLD_PREFIX)) {
      return parseOld(text, known);
    }
    return Optional.empty();
  }

  /** A line without its leading white space, as .NET's {@code TrimStart} has it. */
  static String withoutIndent(String line) {
    int start = 0;
    while (start < line.length() && isBlank(line.charAt(start))) {
      start++;
    }
    return line.substring(start);
  }

  private static boolean isBlank(char each) {
    return Character.isSpaceChar(each) || (each >= '\t' && each <= '\r') || each == '\u0085';
  }

  /** The value of a property; empty when it is missing. */
  String property(String key) {
    return properties.getOrDefault(key, "");
  }

  private static Optional<WorkflowCommand> parseCurrent(String text, Predicate<String> known) {
    int end = text.indexOf(PREFIX, PREFIX.length());
    if (end < 0) {
      return Optional.empty();
    }
    String head = text.substring(PREFIX.length(), end);
    String data = text.substring(end + PREFIX.length());
    return command(head, data, known, Escape.CURRENT);
  }

  private static Optional<WorkflowCommand> parseOld(String text, Predicate<String> known) {
    int end = text.indexOf(']');
    if (end < 0) {
      return Optional.empty();
    }
    String head = text.substring(OLD_PREFIX.length(), end);
    return command(head, text.substring(end + 1), known, Escape.OLD);
  }

  private static Optional<WorkflowCommand> command(
      String head, String data, Predicate<String> known, Escape escape) {
    int space = head.indexOf(' ');
    String name = space < 0 ? head : head.substring(0, space);
    if (name.isEmpty() || !known.test(name.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (space > 0) {
      readProperties(head.substring(space + 1), escape, properties);
    }
    return Optional.of(new WorkflowCommand(name, properties, escape.data(data)));
  }

  private static void readProperties(String text, Escape escape, Map<String, String> properties) {
    String rest = escape.trimsProperties() ? text.strip() : text;
    int start = 0;
    while (start <= rest.length()) {
      int end = rest.indexOf(escape.separator(), start);
      if (end < 0) {
        end = rest.length();
      }
      readProperty(rest.substring(start, end), escape, properties);
      start = end + 1;
    }
  }

  /** Splits at the first run of {@code =}; the runner drops empty pieces on both sides of it. */
  private static void readProperty(String pair, Escape escape, Map<String, String> properties) {
    int keyStart = skipEquals(pair, 0);
    int keyEnd = pair.indexOf('=', keyStart);
    if (keyEnd <= keyStart) {
      return;
    }
    int valueStart = skipEquals(pair, keyEnd);
    if (valueStart < pair.length()) {
      properties.put(pair.substring(keyStart, keyEnd), escape.property(pair.substring(valueStart)));
    }
  }

  private static int skipEquals(String pair, int from) {
    int at = from;
    while (at < pair.length() && pair.charAt(at) == '=') {
      at++;
    }
    return at;
  }

  /**
   * How each form separates and escapes. The tables hold four characters a code: the code, then
   * what it stands for.
   */
  private enum Escape {
    CURRENT(',', "%0D\r%0A\n%25%", "%0D\r%0A\n%3A:%2C,%25%"),
    OLD(';', "%3B;%0D\r%0A\n%5D]%25%", "%3B;%0D\r%0A\n%5D]%25%");

    private final char separator;
    private final String dataCodes;
    private final String propertyCodes;

    Escape(char separator, String dataCodes, String propertyCodes) {
      this.separator = separator;
      this.dataCodes = dataCodes;
      this.propertyCodes = propertyCodes;
    }

    char separator() {
      return separator;
    }

    boolean trimsProperties() {
      return this == CURRENT;
    }

    String data(String text) {
      return unescape(text, dataCodes);
    }

    String property(String text) {
      return unescape(text, propertyCodes);
    }

    /**
     * One pass from the left. The runner replaces code after code, {@code %25} last, which comes to
     * the same: no replacement can make a new code before that.
     */
    private static String unescape(String text, String codes) {
      int percent = text.indexOf('%');
      if (percent < 0) {
        return text;
      }
      StringBuilder plain = new StringBuilder(text.length());
      int from = 0;
      while (percent >= 0) {
        plain.append(text, from, percent);
        int code = codeAt(text, percent, codes);
        plain.append(code < 0 ? '%' : codes.charAt(code + 3));
        from = percent + (code < 0 ? 1 : 3);
        percent = text.indexOf('%', from);
      }
      return plain.append(text, from, text.length()).toString();
    }

    private static int codeAt(String text, int percent, String codes) {
      for (int code = 0; code < codes.length(); code += 4) {
        if (text.regionMatches(percent, codes, code, 3)) {
          return code;
        }
      }
      return -1;
    }
  }
}
