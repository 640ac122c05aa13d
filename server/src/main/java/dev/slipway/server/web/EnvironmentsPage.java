package dev.slipway.server.web;

import java.util.List;

/** All environments: what runs where. */
record EnvironmentsPage(Chrome chrome, List<EnvironmentFacts> environments) implements Page {
  /** Copies the list. */
  EnvironmentsPage {
    environments = List.copyOf(environments);
  }
}
