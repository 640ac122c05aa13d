package dev.slipway.runner;

/**
 * What the first bytes of a line of output tell: whether it may hold a command.
 *
 * <p>White space before a command is what .NET's {@code TrimStart} removes, in UTF-8.
 */
enum LineBeginning {
  /** Ordinary output. */
  ORDINARY,
  /** It begins like a command. */
  COMMAND,
  /** More bytes are needed. */
  UNDECIDED;

  /** White space before a command is skipped up to this many bytes. */
  static final int MAX_INDENT = 4096;

  /** Looks at a line that begins at {@code from}; {@code to} is where the known bytes end. */
  static LineBeginning at(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + MAX_INDENT);
    int at = from;
    while (at < limit) {
      byte first = bytes[at];
      if (first == ':') {
        return begins(bytes, at, to, WorkflowCommand.PREFIX);
      }
      if (first == '#') {
        return begins(bytes, at, to, WorkflowCommand.OLD_PREFIX);
      }
      int blank = blank(bytes, at, to);
      if (blank == 0) {
        return ORDINARY;
      }
      if (blank < 0) {
        return UNDECIDED;
      }
      at += blank;
    }
    return limit == to ? UNDECIDED : ORDINARY;
  }

  private static LineBeginning begins(byte[] bytes, int at, int to, String prefix) {
    for (int index = 0; index < prefix.length(); index++) {
      if (at + index == to) {
        return UNDECIDED;
      }
      if (bytes[at + index] != prefix.charAt(index)) {
        return ORDINARY;
      }
    }
    return COMMAND;
  }

  /**
   * Length of the white space at a place: 0 when there is none, negative when bytes are missing.
   */
  private static int blank(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return first == ' ' || first == '\t' || first == 0x0b || first == '\f' ? 1 : 0;
    }
    int length = blankLength(first);
    if (length == 0) {
      return 0;
    }
    if (to - at < length) {
      return -1;
    }
    int code = 0;
    for (int index = 0; index < length; index++) {
      code = (code << 8) | (bytes[at + index] & 0xff);
    }
    return isBlank(code) ? length : 0;
  }

  private static int blankLength(int first) {
    return switch (first) {
      case 0xc2 -> 2;
      case 0xe1, 0xe2, 0xe3 -> 3;
      default -> 0;
    };
  }

  /** White space beyond ASCII, as its bytes in UTF-8. */
  private static boolean isBlank(int utf8) {
    return switch (utf8) {
      case 0xc285, 0xc2a0, 0xe19a80, 0xe280a8, 0xe280a9, 0xe280af, 0xe2819f, 0xe38080 -> true;
      default -> utf8 >= 0xe28080 && utf8 <= 0xe2808a;
    };
  }
}
