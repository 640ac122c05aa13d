package dev.slipway.machine;

import java.time.Instant;
import java.util.List;

/** One commit: its id, its tree's id, its parents' ids, who made it and when it was committed. */
public record Commit(
    String id,
    String tree,
    List<String> parents,
    Person author,
    Person committer,
    Instant committed,
    String message) {
  /** Copies the list. */
  public Commit {
    parents = List.copyOf(parents);
  }

  /** The first line of the message. */
  public String subject() {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
