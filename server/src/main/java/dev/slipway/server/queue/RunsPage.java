package dev.slipway.server.queue;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some runs of a list, the newest first.
 *
 * @param newer the place to ask for the page of newer ones, if there are any
 * @param older the place to ask for the page of older ones, if there are any
 */
public record RunsPage(List<RunLine> runs, OptionalLong newer, OptionalLong older) {
  /** Copies the list. */
  public RunsPage {
    runs = List.copyOf(runs);
  }
}
