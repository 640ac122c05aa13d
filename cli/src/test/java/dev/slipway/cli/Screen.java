package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A terminal's window as far as the live view uses one: lines, the cursor, and the sequences that
 * move it and clear. What scrolled out at the top is kept apart.
 */
final class Screen {
  private final int height;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int scrolled;
  private int row;
  private int column;
  private boolean cursorShown = true;

  Screen(int height) {
    this.height = height;
  }

  void write(String output) {
    int at = 0;
    while (at < output.length()) {
      char character = output.charAt(at);
      if (character == '\u001b') {
        at = sequence(output, at);
        continue;
      }
      at++;
      switch (character) {
        case '\r' -> column = 0;
        case '\n' -> lineFeed();
        default -> put(character);
      }
    }
  }

  /** What stands in the window, without empty lines at its end. */
  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.toString().stripTrailing()).append('\n'));
    return text.toString().stripTrailing();
  }

  int scrolledLines() {
    return scrolled;
  }

  boolean cursorShown() {
    return cursorShown;
  }

  private void put(char character) {
    StringBuilder line = lines.get(row);
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column++, character);
  }

  private void lineFeed() {
    column = 0;
    row++;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
    if (lines.size() > height) {
      lines.removeFirst();
      scrolled++;
      row--;
    }
  }

  private int sequence(String output, int start) {
    int at = start + 2;
    while (output.charAt(at) < '@') {
      at++;
    }
    String parameter = output.substring(start + 2, at);
    switch (output.charAt(at)) {
      case 'A' -> row = Math.max(0, row - Integer.parseInt(parameter));
      case 'K' -> lines.get(row).setLength(Math.min(lines.get(row).length(), column));
      case 'J' -> clearBelow();
      case 'h' -> cursorShown |= parameter.equals("?25");
      case 'l' -> cursorShown &= !parameter.equals("?25");
      default -> {}
    }
    return at + 1;
  }

  private void clearBelow() {
    lines.get(row).setLength(Math.min(lines.get(row).length(), column));
    while (lines.size() > row + 1) {
      lines.removeLast();
    }
  }
}
