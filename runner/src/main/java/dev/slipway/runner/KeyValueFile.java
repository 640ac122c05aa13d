package dev.slipway.runner;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads the text of {@code GITHUB_ENV}, {@code GITHUB_OUTPUT} and {@code GITHUB_STATE}: lines
 * {@code name=value}, or {@code name<<delimiter}, the lines of the value, and the delimiter alone.
 *
 * <p>Follows the runner's {@code EnvFileKeyValuePairs} with its error texts. CRLF ends a line as LF
 * does (the runner's rule on Windows); inside a value line ends stay as written.
 */
final class KeyValueFile {
  private final String text;
  private int next;

  /** Where the content of the last line read ended; its line end follows. */
  private int contentEnd;

  private KeyValueFile(String text) {
    this.text = text;
  }

  /**
   * Hands each pair on in order, up to the first mistake.
   *
   * @return the mistake, when there is one; pairs before it have been handed on
   */
  static Optional<String> read(String text, BiConsumer<String, String> pairs) {
    return new KeyValueFile(text).readAll(pairs);
  }

  private Optional<String> readAll(BiConsumer<String, String> pairs) {
    while (next < text.length()) {
      String line = readLine();
      if (line.isEmpty()) {
        continue;
      }
      Optional<String> mistake = readPair(line, pairs);
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return Optional.empty();
  }

  private Optional<String> readPair(String line, BiConsumer<String, String> pairs) {
    int equals = line.indexOf('=');
    int heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      return accept(line, line.substring(0, equals), line.substring(equals + 1), pairs);
    }
    if (heredoc < 0) {
      return Optional.of("Invalid format '" + line + "'");
    }
    String delimiter = line.substring(heredoc + 2);
    if (heredoc == 0 || delimiter.isEmpty()) {
      return Optional.of(
          "Invalid format '" + line + "'. Name must not be empty and delimiter must not be empty");
    }
    return readHeredoc(line, line.substring(0, heredoc), delimiter, pairs);
  }

  private Optional<String> readHeredoc(
      String line, String name, String delimiter, BiConsumer<String, String> pairs) {
    int start = next;
    int end = next;
    while (next < text.length()) {
      String valueLine = readLine();
      if (valueLine.equals(delimiter)) {
        return accept(line, name, text.substring(start, end), pairs);
      }
      if (contentEnd == text.length()) {
        return Optional.of("Invalid value. EOF marker missing new line.");
      }
      end = contentEnd;
    }
    return Optional.of("Invalid value. Matching delimiter not found '" + delimiter + "'");
  }

  private static Optional<String> accept(
      String line, String name, String value, BiConsumer<String, String> pairs) {
    if (name.isEmpty()) {
      return Optional.of("Invalid format '" + line + "'. Name must not be empty");
    }
    if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
      return Optional.of("Invalid value. '" + name + "' must not hold a NUL character");
    }
    pairs.accept(name, value);
    return Optional.empty();
  }

  /** Reads a line without its end; the last one may lack an end. */
  private String readLine() {
    int start = next;
    int feed = text.indexOf('\n', start);
    if (feed < 0) {
      next = text.length();
      contentEnd = text.length();
      return text.substring(start);
    }
    next = feed + 1;
    contentEnd = feed > start && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
    return text.substring(start, contentEnd);
  }
}
