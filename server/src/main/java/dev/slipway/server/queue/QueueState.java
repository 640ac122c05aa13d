package dev.slipway.server.queue;

/** Where a run is on its way through the queue. */
public enum QueueState {
  /** Somebody must release it first. */
  HELD,
  /** Another run of its concurrency group goes first. */
  WAITING,
  /** The next runner that fits takes it, when it is its turn. */
  READY,
  /** A runner has it. */
  RUNNING,
  /** It is over. */
  ENDED;

  /** Whether it is over, unless somebody asks for it again. */
  public boolean isDone() {
    return this == ENDED;
  }
}
