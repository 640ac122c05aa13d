package dev.slipway.workflow;

import java.util.List;
import java.util.Optional;

/** The events a workflow runs for, in the order written. */
public record Triggers(List<Trigger> events) {
  public Triggers {
    events = List.copyOf(events);
  }

  /**
   * What is said about an event such as {@code push}; empty if the workflow does not run for it.
   */
  public Optional<Trigger> find(String event) {
    return events.stream().filter(trigger -> trigger.event().equals(event)).findFirst();
  }
}
