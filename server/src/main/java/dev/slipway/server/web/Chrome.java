package dev.slipway.server.web;

/**
 * What stands around every page.
 *
 * @param title what the page is, in the browser's tab
 * @param tone how what it shows stands; the picture in the browser's tab has its colour
 */
record Chrome(String title, Tone tone, Tab tab, Viewer viewer) {
  /** A page whose title says how things stand. */
  static Chrome of(Status status, String title, Tab tab, Viewer viewer) {
    return new Chrome(sign(status.tone()) + title, status.tone(), tab, viewer);
  }

  /** A page that shows no state. */
  static Chrome of(String title, Tab tab, Viewer viewer) {
    return new Chrome(title, Tone.IDLE, tab, viewer);
  }

  /** What the browser's tab says. */
  String fullTitle() {
    return title + " · Slipway";
  }

  private static String sign(Tone tone) {
    return switch (tone) {
      case GOOD -> "✓ ";
      case BAD -> "✗ ";
      case WAIT -> "◔ ";
      case BUSY -> "● ";
      case IDLE -> "";
    };
  }
}
