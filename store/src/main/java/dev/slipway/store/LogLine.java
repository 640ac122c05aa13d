package dev.slipway.store;

import java.time.Instant;

/**
 * One line of a log.
 *
 * @param number its number, the first being 1
 * @param at when it was written, to a tenth of a second
 * @param text the line without its line break, as UTF-8; what does not fit {@link
 *     LogReader#MAX_LINE} is left out
 */
public record LogLine(long number, Instant at, String text) {}
