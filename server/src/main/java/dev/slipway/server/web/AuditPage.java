package dev.slipway.server.web;

import java.util.List;
import java.util.Optional;

/**
 * What was done, the newest first.
 *
 * @param finding what a check of the whole log found; empty when none was asked for
 * @param older the address of the page behind, if there is one
 */
record AuditPage(Chrome chrome, List<Row> rows, Optional<Notice> finding, Optional<String> older)
    implements Page {
  /** One thing that was done. */
  record Row(long seq, String actor, String text, When at, String hash) {}

  /** Copies the list. */
  AuditPage {
    rows = List.copyOf(rows);
  }
}
