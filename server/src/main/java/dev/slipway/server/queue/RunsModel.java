package dev.slipway.server.queue;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.store.Entry;
import dev.slipway.store.ReadModel;
import dev.slipway.store.Transaction;
import java.util.Optional;

/** Takes the entries about runs and jobs into the tables {@code run_view} and {@code job_view}. */
final class RunsModel implements ReadModel {
  private static final String RUNS = "run/";

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void clear(Transaction transaction) {
    transaction.update("delete from run_view");
    transaction.update("delete from job_view");
  }

  @Override
  public void apply(Transaction transaction, Entry entry) {
    switch (entry.event()) {
      case QueueEvent event -> apply(transaction, entry, event);
      case RunEvent event when entry.subject().startsWith(RUNS) ->
          apply(new JobRows(transaction, run(entry.subject()), entry), event);
      default -> {}
    }
  }

  private static String run(String subject) {
    int end = subject.indexOf('/', RUNS.length());
    return end < 0 ? subject.substring(RUNS.length()) : subject.substring(RUNS.length(), end);
  }

  private static void apply(Transaction transaction, Entry entry, QueueEvent event) {
    String run = event.run().value();
    switch (event) {
      case QueueEvent.Queued queued -> insert(transaction, entry, queued);
      case QueueEvent.Ready ready ->
          transaction.update(
              "update run_view set state = 'READY', reason = null where run = ?", run);
      case QueueEvent.Claimed claimed ->
          transaction.update(
              """
              update run_view
              set state = 'RUNNING', reason = null, attempt = ?, runner = ?, started_at = ?
              where run = ?
              """,
              claimed.attempt(),
              claimed.runner(),
              entry.at(),
              run);
      case QueueEvent.Lost lost ->
          transaction.update(
              """
              update job_view set state = 'ENDED', conclusion = 'CANCELLED', reason = ?, ended_at = ?
              where run = ? and attempt = ? and state <> 'ENDED'
              """,
              lost.reason(),
              entry.at(),
              run,
              lost.attempt());
      case QueueEvent.Requeued requeued ->
          transaction.update(
              """
              update run_view
              set state = ?, reason = ?, attempt = ?, conclusion = null, stop_reason = null,
                runner = null, started_at = null, ended_at = null
              where run = ?
              """,
              state(requeued.waits()),
              requeued.waits(),
              requeued.attempt(),
              run);
      case QueueEvent.StopAsked asked ->
          transaction.update(
              "update run_view set stop_reason = ? where run = ?", asked.reason(), run);
      case QueueEvent.Ended ended ->
          transaction.update(
              """
              update run_view
              set state = 'ENDED', conclusion = ?, reason = ?, stop_reason = null, ended_at = ?
              where run = ?
              """,
              ended.conclusion(),
              ended.reason(),
              entry.at(),
              run);
    }
  }

  private static void insert(Transaction transaction, Entry entry, QueueEvent.Queued queued) {
    transaction.update(
        """
        insert into run_view (run, position, number, repository, workflow, workflow_name, event,
          ref, sha, title, actor, trusted, attempt, state, reason, queued_at, search)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
        """,
        queued.run().value(),
        entry.seq(),
        queued.number(),
        queued.repository(),
        queued.workflow(),
        queued.name(),
        queued.event(),
        queued.ref(),
        queued.sha(),
        queued.title(),
        queued.actor(),
        queued.trusted(),
        queued.held() ? QueueState.HELD : state(queued.waits()),
        queued.waits(),
        entry.at(),
        RunsQuery.searchable(queued.title(), queued.name(), queued.ref(), queued.actor()));
  }

  private static QueueState state(Optional<String> waits) {
    return waits.isPresent() ? QueueState.WAITING : QueueState.READY;
  }

  private static void apply(JobRows jobs, RunEvent event) {
    switch (event) {
      case RunEvent.RunStarted started -> jobs.named(started);
      case RunEvent.JobQueued queued -> jobs.queued(queued.job(), queued.name());
      case RunEvent.JobWaiting waiting -> jobs.waiting(waiting.job(), waiting.reason());
      case RunEvent.JobStarted started -> jobs.started(started.job(), started.name());
      case RunEvent.JobFinished finished -> jobs.finished(finished);
      case RunEvent.StepStarted ignored -> {}
      case RunEvent.StepFinished ignored -> {}
      case RunEvent.Annotated ignored -> {}
      case RunEvent.ServiceReady ignored -> {}
      case RunEvent.ArtifactStored ignored -> {}
      case RunEvent.SummaryWritten ignored -> {}
      case RunEvent.TestsReported ignored -> {}
      case RunEvent.CoverageReported ignored -> {}
      case RunEvent.CancelRequested ignored -> {}
      case RunEvent.RunFinished ignored -> {}
    }
  }

  /** The rows of the jobs of the newest attempt of one run, for one entry. */
  private record JobRows(Transaction transaction, String run, Entry entry) {
    // A run-name is worth more than the message of the commit; the workflow's own name is not.
    void named(RunEvent.RunStarted started) {
      transaction.update(
          """
          update run_view set title = ?, search = search || ?
          where run = ? and workflow <> ? and workflow_name <> ?
          """,
          started.name(),
          RunsQuery.searchable(started.name()),
          run,
          started.name(),
          started.name());
    }

    void queued(JobKey job, String name) {
      transaction.update(
          """
          insert into job_view (run, attempt, job, name, position, state, queued_at)
          select run, attempt, ?, ?, ?, 'READY', ? from run_view where run = ?
          on conflict (run, attempt, job) do update set name = excluded.name
          """,
          job.value(),
          name,
          entry.seq(),
          entry.at(),
          run);
    }

    void waiting(JobKey job, String reason) {
      queuedIfUnknown(job, job.value());
      update("state = 'WAITING', reason = ?", job, reason);
    }

    void started(JobKey job, String name) {
      queued(job, name);
      update("state = 'RUNNING', reason = null, started_at = ?", job, entry.at());
    }

    void finished(RunEvent.JobFinished finished) {
      queued(finished.job(), finished.name());
      update("state = 'ENDED', ended_at = ?", finished.job(), entry.at());
      update("conclusion = ?", finished.job(), finished.conclusion());
      update("reason = ?", finished.job(), finished.reason());
    }

    private void queuedIfUnknown(JobKey job, String name) {
      long known =
          transaction.number(
              """
              select count(*) as n from job_view
              where run = ? and job = ?
                and attempt = (select attempt from run_view where run_view.run = job_view.run)
              """,
              run,
              job.value());
      if (known == 0) {
        queued(job, name);
      }
    }

    private void update(String change, JobKey job, Object value) {
      transaction.update(
          "update job_view set "
              + change
              + " where run = ? and job = ?"
              + " and attempt = (select attempt from run_view where run_view.run = job_view.run)",
          value,
          run,
          job.value());
    }
  }
}
