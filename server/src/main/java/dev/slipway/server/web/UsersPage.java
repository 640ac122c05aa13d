package dev.slipway.server.web;

import java.util.List;

/**
 * Who there is.
 *
 * @param link the link that was just made, shown this once; empty otherwise
 * @param linkFor what it is good for
 * @param problem why something was not done; empty otherwise
 */
record UsersPage(Chrome chrome, List<Row> users, String link, String linkFor, String problem)
    implements Page {
  /** A user. */
  record Row(String name, boolean removed, List<RoleRow> roles, When joined) {
    /** Copies the list. */
    Row {
      roles = List.copyOf(roles);
    }
  }

  /** A role at a place. */
  record RoleRow(String place, String placeText, String role) {}

  /** Copies the list. */
  UsersPage {
    users = List.copyOf(users);
  }
}
