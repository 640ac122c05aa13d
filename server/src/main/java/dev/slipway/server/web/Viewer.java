package dev.slipway.server.web;

/**
 * Who looks at a page, and what of it concerns them.
 *
 * @param name as they sign in; empty for somebody who has not
 * @param admin whether the pages of the administration are open to them
 * @param waiting how many deployments and jobs wait for a yes or no of theirs
 * @param csrf what a form sends along to prove that it is ours
 */
record Viewer(String name, boolean admin, int waiting, String csrf) {
  /** Somebody who has not signed in. */
  static final Viewer NOBODY = new Viewer("", false, 0, "");

  boolean isKnown() {
    return !name.isEmpty();
  }

  String initials() {
    return name.substring(0, Math.min(2, name.length()));
  }
}
