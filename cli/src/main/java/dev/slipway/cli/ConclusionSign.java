package dev.slipway.cli;

import dev.slipway.workflow.Conclusion;

/** How a conclusion is shown: its sign and what it means by colour. */
record ConclusionSign(Glyph glyph, Style style) {
  static ConclusionSign of(Conclusion conclusion) {
    return switch (conclusion) {
      case SUCCESS -> new ConclusionSign(Glyph.SUCCESS, Style.GREEN);
      case FAILURE -> new ConclusionSign(Glyph.FAILURE, Style.RED);
      case CANCELLED -> new ConclusionSign(Glyph.CANCELLED, Style.YELLOW);
      case SKIPPED -> new ConclusionSign(Glyph.SKIPPED, Style.DIM);
    };
  }

  /** The sign alone, painted. */
  String sign(Terminal terminal) {
    return terminal.paint(style, terminal.sign(glyph));
  }
}
