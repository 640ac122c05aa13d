package dev.slipway.server.web;

import java.util.List;

/** How the server is set up. */
record SettingsPage(Chrome chrome, List<Fact> facts) implements Page {
  /** A setting with its value. */
  record Fact(String name, String value) {}

  /** Copies the list. */
  SettingsPage {
    facts = List.copyOf(facts);
  }
}
