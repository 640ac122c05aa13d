package dev.slipway.server.queue;

import dev.slipway.runner.RunId;
import dev.slipway.store.Event;
import dev.slipway.workflow.Conclusion;
import java.util.Optional;

/** What happens to a run in the queue; what happens within a run is told by {@code RunEvent}. */
public sealed interface QueueEvent extends Event {
  /** The run it is about. */
  RunId run();

  /** The subject of the entries about a run. */
  static String subject(RunId run) {
    return "run/" + run;
  }

  /**
   * A run was asked for.
   *
   * @param number counts the runs of its workflow, from 1
   * @param trusted whether it may have secrets and change caches
   * @param held whether somebody must release it first
   * @param waits why it is not ready yet
   */
  record Queued(
      RunId run,
      long number,
      String repository,
      String workflow,
      String name,
      String event,
      String ref,
      String sha,
      String title,
      String actor,
      boolean trusted,
      boolean held,
      Optional<String> waits)
      implements QueueEvent {}

  /** What a run waited for is gone: the next runner takes it. */
  record Ready(RunId run) implements QueueEvent {}

  /**
   * A runner took a run.
   *
   * @param attempt which one it begins, from 1
   */
  record Claimed(RunId run, int attempt, String runner) implements QueueEvent {}

  /** An attempt broke off, because its runner is gone; its end will not be told. */
  record Lost(RunId run, int attempt, String runner, String reason) implements QueueEvent {}

  /**
   * A run is in the queue again, or somebody let it go that was held.
   *
   * @param attempt the one that will come
   * @param waits why it is not ready yet
   */
  record Requeued(RunId run, int attempt, Optional<String> waits) implements QueueEvent {}

  /** Somebody wants a run to stop that a runner has. */
  record StopAsked(RunId run, String reason) implements QueueEvent {}

  /**
   * A run is over.
   *
   * @param attempt the last one; it need not have begun
   * @param reason when there is more to say than the conclusion
   */
  record Ended(RunId run, int attempt, Conclusion conclusion, Optional<String> reason)
      implements QueueEvent {}
}
