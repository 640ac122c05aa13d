package dev.slipway.server.web;

/**
 * A part of a log within another page.
 *
 * @param rows the lines
 * @param whole the address of the whole log
 * @param left how many lines before the first one are left out
 * @param following whether the lines to come are shown as they come
 */
record LogExcerpt(LogRows rows, String whole, long left, boolean following) {
  /** The number of the line behind these. */
  long next() {
    return rows.lines().isEmpty() ? left + 1 : rows.lines().getLast().number() + 1;
  }
}
