package dev.slipway.runner;

import dev.slipway.store.Draft;

/** Tells the journal what happens in a run. Safe for use by any number of threads. */
final class Recorder {
  private final Appender journal;
  private final String actor;
  private final String subject;

  Recorder(Appender journal, String actor, RunId run) {
    this.journal = journal;
    this.actor = actor;
    this.subject = "run/" + run;
  }

  /** Something that concerns the whole run. */
  void add(RunEvent event) {
    journal.add(Draft.of(actor, subject, event));
  }

  /** Something that concerns one job. */
  void add(JobKey job, RunEvent event) {
    journal.add(Draft.of(actor, subject + "/job/" + job, event));
  }

  /** Closes the log of a step, before anybody hears of what is told from now on. */
  void closeLog(StepLogs.Opened log) {
    journal.closeLog(log);
  }

  /**
   * Waits until all that was told is in the journal.
   *
   * @throws dev.slipway.fault.SlipwayException when some of it could not be written
   */
  void settle() {
    journal.settle();
  }
}
