package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows whose cells stand under each other, two spaces apart; styled cells are measured right. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] toTheRight;

  /**
   * An empty table.
   *
   * @param alignment a letter a column: {@code l} or {@code r}
   */
  Table(String alignment) {
    toTheRight = new boolean[alignment.length()];
    for (int column = 0; column < alignment.length(); column++) {
      toTheRight[column] = alignment.charAt(column) == 'r';
    }
  }

  /** Adds a row; cells left out are empty. */
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  int size() {
    return rows.size();
  }

  /** The lines of the table, none longer than {@code width}. */
  List<String> lines(int width, String indent, String ellipsis) {
    int[] widths = new int[toTheRight.length];
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], Columns.width(row.get(column)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int column = 0; column < row.size(); column++) {
        if (widths[column] > 0) {
          line.append(cell(row.get(column), widths[column], toTheRight[column])).append("  ");
        }
      }
      lines.add(Columns.fit(line.toString().stripTrailing(), width, ellipsis));
    }
    return lines;
  }

  private static String cell(String text, int width, boolean right) {
    if (right) {
      return Columns.padLeft(text, width);
    }
    return Columns.pad(text, width);
  }
}
