package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/** When output is coloured. */
enum ColourChoice {
  /** On a terminal, unless {@code NO_COLOR} is set. */
  AUTO,
  /** Even into a pipe. */
  ALWAYS,
  /** Not at all. */
  NEVER;

  static ColourChoice parse(String typed) {
    return switch (typed) {
      case "auto" -> AUTO;
      case "always" -> ALWAYS;
      case "never" -> NEVER;
      default ->
          throw new SlipwayException(
              ErrorCode.USAGE, "--color wants auto, always or never, not '" + typed + "'");
    };
  }
}
