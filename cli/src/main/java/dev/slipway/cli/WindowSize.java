package dev.slipway.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Columns and lines of a terminal window. */
record WindowSize(int columns, int lines) {
  /** What is assumed when the terminal does not say. */
  static final WindowSize USUAL = new WindowSize(80, 24);

  private static final long PATIENCE_MILLIS = 500;

  /** Asks the controlling terminal; a few milliseconds. */
  static WindowSize ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] answer = stty.getInputStream().readAllBytes();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      return parse(new String(answer, StandardCharsets.US_ASCII));
    } catch (IOException noTerminal) {
      return USUAL;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
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
