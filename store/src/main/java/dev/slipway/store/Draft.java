package dev.slipway.store;

import java.util.OptionalLong;

/**
 * An entry to be: what the journal needs to know before it gives it a number and a time.
 *
 * @param actor who does it: a person, a job, or {@code slipway} itself
 * @param cause the entry this one follows from
 * @param subject what it is about, for example a run or a deployment
 * @param event what happened
 */
public record Draft(String actor, OptionalLong cause, String subject, Event event) {
  /** A draft that no other entry caused. */
  public static Draft of(String actor, String subject, Event event) {
    return new Draft(actor, OptionalLong.empty(), subject, event);
  }

  /** The same draft, caused by the entry numbered {@code seq}. */
  public Draft becauseOf(long seq) {
    return new Draft(actor, OptionalLong.of(seq), subject, event);
  }
}
