package dev.slipway.cli;

import dev.slipway.machine.ControllingTerminal;

/** Columns and lines of a terminal window. */
record WindowSize(int columns, int lines) {
  /** What is assumed when the terminal does not say. */
  static final WindowSize USUAL = new WindowSize(80, 24);

  /** Asks the controlling terminal; a few milliseconds. */
  static WindowSize ask() {
    return ControllingTerminal.size().map(WindowSize::parse).orElse(USUAL);
  }

  /** Reads {@code LINES COLUMNS}; a terminal that does not know its size says zero. */
  static WindowSize parse(String answer) {
    String[] words = answer.strip().split(" ", 3);
    if (words.length != 2) {
      return USUAL;
    }
    try {
      int lines = Integer.parseInt(words[0]);
      int columns = Integer.parseInt(words[1]);
      if (lines > 0 && columns > 0) {
        return new WindowSize(columns, lines);
      }
      return USUAL;
    } catch (NumberFormatException unexpected) {
      return USUAL;
    }
  }
}
