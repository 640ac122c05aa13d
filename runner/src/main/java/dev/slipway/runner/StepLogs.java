package dev.slipway.runner;

import dev.slipway.store.LogWriter;

/** Opens the logs of a job's steps. */
interface StepLogs {
  /** Opens the log of one step. */
  Opened open(int number, String name);

  /**
   * An open log and the file behind it.
   *
   * @param reference how the journal names it
   */
  record Opened(StepLog log, LogWriter writer, String reference) implements AutoCloseable {
    @Override
    public void close() {
      try (writer) {
        log.close();
      }
    }
  }
}
