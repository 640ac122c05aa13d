package dev.slipway.runner;

import dev.slipway.store.Draft;
import dev.slipway.store.Journal;

/**
 * Appends what happens in a run to its journal. Safe for use by any number of threads.
 *
 * <p>Run entries are appended without fsync: a run can be done again.
 */
final class Recorder {
  private final Journal journal;
  private final String actor;
  private final String subject;

  Recorder(Journal journal, String actor, RunId run) {
    this.journal = journal;
    this.actor = actor;
    this.subject = "run/" + run;
  }

  /** Something that concerns the whole run. */
  void add(RunEvent event) {
    journal.append(Draft.of(actor, subject, event));
  }

  /** Something that concerns one job. */
  void add(JobKey job, RunEvent event) {
    journal.append(Draft.of(actor, subject + "/job/" + job, event));
  }
}
