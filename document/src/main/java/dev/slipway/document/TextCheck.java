package dev.slipway.document;

import java.util.Locale;
import java.util.Optional;

/** Finds what no YAML text may contain before a parser sees it: NUL, controls, lone surrogates. */
final class TextCheck {
  private TextCheck() {}

  static Optional<Problem> problem(String file, String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character >= ' ' && character < 0x7f) {
        continue;
      }
      int codePoint = text.codePointAt(index);
      if (!isAllowed(codePoint)) {
        return Optional.of(describe(positionAt(file, text, index), codePoint));
      }
      index += Character.charCount(codePoint) - 1;
    }
    return Optional.empty();
  }

  /** c-printable of YAML 1.2, section 5.1, without U+FEFF inside the text. */
  private static boolean isAllowed(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || codePoint == 0x85
        || (codePoint >= 0x20 && codePoint <= 0x7e)
        || (codePoint >= 0xa0 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd && codePoint != 0xfeff)
        || codePoint >= 0x10000;
  }

  private static Problem describe(Position position, int codePoint) {
    if (codePoint == 0) {
      return Problem.error(position, "binary", "The file is binary, not text")
          .withHint("this place wants a YAML text file");
    }
    String name = "U+" + String.format(Locale.ROOT, "%04X", codePoint);
    return Problem.error(
            position, "bad-character", "The character " + name + " is not allowed in YAML")
        .withHint("remove it, or write it as an escape inside double quotes");
  }

  /** The position of an index into a text. */
  static Position positionAt(String file, String text, int index) {
    int line = 1;
    int start = 0;
    for (int at = 0; at < index; at++) {
      char character = text.charAt(at);
      boolean pair = character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
      if (character == '\n' || (character == '\r' && !pair)) {
        line++;
        start = at + 1;
      }
    }
    return new Position(file, line, 1 + text.codePointCount(start, index));
  }
}
