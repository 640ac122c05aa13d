package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/** Which texts may name something in a route table. */
final class Labels {
  private Labels() {}

  static boolean isName(String text, int longest) {
    if (text.isEmpty() || text.length() > longest || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    return text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
  }

  static boolean isLabel(String text, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      return false;
    }
    return text.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\'' && c != '\\');
  }

  /** A host name or address in lower case, perhaps with {@code *.} before it. */
  static boolean isHost(String text) {
    String name = text;
    if (text.startsWith("*.")) {
      name = text.substring(2);
    }
    if (name.isEmpty() || name.length() > 253) {
      return false;
    }
    return name.chars()
        .allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == ':');
  }

  /** An absolute path of visible ASCII characters without query and fragment. */
  static boolean isPath(String text) {
    return text.startsWith("/")
        && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '?' && c != '#');
  }

  static SlipwayException invalid(String what, String text, String mend) {
    return new SlipwayException(
        ErrorCode.INVALID_INPUT, "'" + text + "' is no " + what + "; " + mend);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
