package dev.slipway.server.web;

import java.util.List;
import java.util.Optional;

/**
 * A user's tokens, sessions and password.
 *
 * @param made the token that was just made, shown this once; empty otherwise
 * @param problem why something was not done; empty otherwise
 */
record TokensPage(
    Chrome chrome, String made, List<Row> tokens, List<Browser> browsers, String problem)
    implements Page {
  /** A token. */
  record Row(
      String id, String title, String limit, Optional<When> used, String ends, boolean ended) {}

  /** A browser they are signed in with. */
  record Browser(String agent, String remote, When seen) {}

  /** Copies the lists. */
  TokensPage {
    tokens = List.copyOf(tokens);
    browsers = List.copyOf(browsers);
  }
}
