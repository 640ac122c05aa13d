package dev.slipway.server.web;

import java.util.Locale;

/** What a colour means on a page; never shown without an icon or a word beside it. */
enum Tone {
  /** It went well. */
  GOOD,
  /** It went wrong, or somebody has to look. */
  BAD,
  /** It waits for somebody. */
  WAIT,
  /** It is under way. */
  BUSY,
  /** Nothing to see. */
  IDLE;

  private final String style = name().toLowerCase(Locale.ROOT);

  /** The class in the style sheet. */
  String style() {
    return style;
  }
}
