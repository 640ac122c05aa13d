package dev.slipway.cli;

/** How a piece of text is painted, by what it means. */
enum Style {
  /** What a reader looks for first. */
  BOLD("1"),
  /** Secondary facts. */
  DIM("2"),
  /** It went wrong. */
  RED("31"),
  /** It went well. */
  GREEN("32"),
  /** It wants attention. */
  YELLOW("33"),
  /** It is going on. */
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text between the sequences that switch the style on and off (ECMA-48, SGR). */
  String paint(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
