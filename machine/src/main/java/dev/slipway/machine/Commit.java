package dev.slipway.machine;

import java.time.Instant;

/** One commit: its id, its tree's id, who made it and when it was committed. */
public record Commit(
    String id, String tree, Person author, Person committer, Instant committed, String message) {
  /** The first line of the message. */
  public String subject() {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
