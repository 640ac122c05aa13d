package dev.slipway.cli;

/** The signs of the views, each with an ASCII form for terminals that show nothing else. */
enum Glyph {
  SUCCESS("✓", "+"),
  FAILURE("✗", "x"),
  CANCELLED("■", "#"),
  SKIPPED("–", "-"),
  WAITING("○", "."),
  RUNNING("●", "*"),
  FOLDED("▶", ">"),
  WARNING("▲", "!"),
  BAR("│", "|"),
  DOT("·", "-"),
  ELLIPSIS("…", "...");

  private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final String[] PLAIN_SPINNER = {"|", "/", "-", "\\"};

  private final String sign;
  private final String plain;

  Glyph(String sign, String plain) {
    this.sign = sign;
    this.plain = plain;
  }

  /** The sign for a terminal that shows Unicode or does not. */
  String sign(boolean unicode) {
    if (unicode) {
      return sign;
    }
    return plain;
  }

  /** The sign of something going on, which turns with each tick. */
  static String spinner(boolean unicode, long tick) {
    String[] signs = PLAIN_SPINNER;
    if (unicode) {
      signs = SPINNER;
    }
    return signs[(int) (tick % signs.length)];
  }
}
