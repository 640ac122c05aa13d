package dev.slipway.runner;

import java.util.ArrayList;
import java.util.List;

/** The problem matchers that are active in a job, newest first. Thread-safe. */
final class ProblemMatchers {
  private List<MatcherDefinition> active = List.of();
  private volatile int generation;

  /** Puts matchers in front; they replace those of the same owners. */
  synchronized void add(List<MatcherDefinition> definitions) {
    List<MatcherDefinition> next = new ArrayList<>(definitions);
    for (MatcherDefinition old : active) {
      if (definitions.stream().noneMatch(each -> each.isOwnedBy(old.owner()))) {
        next.add(old);
      }
    }
    active = List.copyOf(next);
    generation++;
  }

  /** Removes the matchers of an owner; unknown owners are fine. */
  synchronized void remove(String owner) {
    active = active.stream().filter(each -> !each.isOwnedBy(owner)).toList();
    generation++;
  }

  /** Rises with every change, so that a look for changes costs next to nothing. */
  int generation() {
    return generation;
  }

  /** The matchers of this moment. */
  synchronized List<MatcherDefinition> active() {
    return active;
  }
}
