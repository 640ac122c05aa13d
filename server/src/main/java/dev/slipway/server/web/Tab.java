package dev.slipway.server.web;

/** A part of the pages, as the bar on top names it. */
enum Tab {
  HOME("Home", "/"),
  RUNS("Runs", "/runs"),
  ENVIRONMENTS("Environments", "/environments"),
  REPOSITORIES("Repositories", "/repositories"),
  /** A page that belongs to none of the parts. */
  NONE("", "");

  private final String text;
  private final String address;

  Tab(String text, String address) {
    this.text = text;
    this.address = address;
  }

  String text() {
    return text;
  }

  String address() {
    return address;
  }
}
