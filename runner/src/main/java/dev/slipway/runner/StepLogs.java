package dev.slipway.runner;

/** Opens the logs of a job's steps. */
interface StepLogs {
  /** Opens the log of one step. */
  Opened open(int number, String name);

  /**
   * An open log.
   *
   * @param reference how the journal names it
   */
  record Opened(StepLog log, String reference) {}
}
