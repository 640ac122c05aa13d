package dev.slipway.server.queue;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunId;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.ReadModelFollower;
import dev.slipway.store.Row;
import dev.slipway.store.Transaction;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All runs there ever were and their jobs, as the journal tells of them: a read model that follows
 * the journal within milliseconds. Safe for use by any number of threads.
 */
public final class RunsView implements AutoCloseable {
  private static final int MOST_ON_A_PAGE = 200;

  private final Database database;
  private final ReadModelFollower follower;

  private RunsView(Database database, ReadModelFollower follower) {
    this.database = database;
    this.follower = follower;
  }

  /** The view of a database that has the tables of {@link Queue#TABLES}. */
  public static RunsView open(Database database, DatabaseJournal journal) {
    return new RunsView(database, ReadModelFollower.start(database, journal, new RunsModel()));
  }

  /** What keeps it up to the journal. */
  public ReadModelFollower follower() {
    return follower;
  }

  /** Waits until it shows all that is in the journal now; false when it does not in time. */
  public boolean awaitCaughtUp(Duration timeout) {
    return follower.awaitCaughtUp(timeout);
  }

  /** The newest runs of a list. */
  public RunsPage newest(RunsQuery query, int size) {
    return older(query, Long.MAX_VALUE, size);
  }

  /**
   * The runs of a list that are older than a place.
   *
   * @param place as {@link RunsPage#older} gives it
   * @param size how many, from 1 to 200
   */
  public RunsPage older(RunsQuery query, long place, int size) {
    int most = Math.clamp(size, 1, MOST_ON_A_PAGE);
    RunsQuery.Condition condition = query.condition();
    return database.read(
        transaction -> {
          List<RunLine> found =
              select(transaction, condition.and("position < ?", place), "desc", most + 1);
          boolean more = found.size() > most;
          return page(found.subList(0, more ? most : found.size()), place < Long.MAX_VALUE, more);
        });
  }

  /**
   * The runs of a list that are newer than a place: those next to it.
   *
   * @param place as {@link RunsPage#newer} gives it
   * @param size how many, from 1 to 200
   */
  public RunsPage newer(RunsQuery query, long place, int size) {
    int most = Math.clamp(size, 1, MOST_ON_A_PAGE);
    RunsQuery.Condition condition = query.condition();
    return database.read(
        transaction -> {
          List<RunLine> found =
              select(transaction, condition.and("position > ?", place), "asc", most + 1);
          boolean more = found.size() > most;
          List<RunLine> runs = new ArrayList<>(found.subList(0, more ? most : found.size()));
          Collections.reverse(runs);
          return page(runs, more, true);
        });
  }

  private static List<RunLine> select(
      Transaction transaction, RunsQuery.Condition condition, String direction, int most) {
    return transaction.list(
        "select * from run_view where "
            + condition.where()
            + " order by position "
            + direction
            + " limit "
            + most,
        RunsView::run,
        condition.values().toArray());
  }

  private static RunsPage page(List<RunLine> runs, boolean newer, boolean older) {
    if (runs.isEmpty()) {
      return new RunsPage(runs, OptionalLong.empty(), OptionalLong.empty());
    }
    return new RunsPage(
        runs,
        newer ? OptionalLong.of(runs.getFirst().position()) : OptionalLong.empty(),
        older ? OptionalLong.of(runs.getLast().position()) : OptionalLong.empty());
  }

  /** How many runs a list has. */
  public long count(RunsQuery query) {
    RunsQuery.Condition condition = query.condition();
    return database.<Long>read(
        transaction ->
            transaction.number(
                "select count(*) as n from run_view where " + condition.where(),
                condition.values().toArray()));
  }

  /** The run with that id. */
  public Optional<RunLine> find(RunId run) {
    return database.read(
        transaction ->
            transaction.first("select * from run_view where run = ?", RunsView::run, run.value()));
  }

  /** The runs of a commit of a repository, the newest first. */
  public List<RunLine> ofCommit(String repository, String sha) {
    return database.read(
        transaction ->
            transaction.list(
                """
                select * from run_view where sha = ? and repository = ? order by position desc
                limit 200
                """,
                RunsView::run,
                sha,
                repository));
  }

  /**
   * The newest run of each workflow on one branch that a query lets through, by repository and
   * workflow: whether all is green.
   *
   * @param ref the full ref
   */
  public List<RunLine> newestOfEachWorkflow(String ref, Optional<Set<String>> visible) {
    RunsQuery query =
        new RunsQuery("", "", "", ref, "", "", Optional.empty(), Optional.empty(), visible);
    RunsQuery.Condition condition = query.condition();
    return database.read(
        transaction ->
            transaction.list(
                "select * from run_view where position in (select max(position) from run_view where"
                    + " "
                    + condition.where()
                    + " group by repository, workflow) order by repository, workflow",
                RunsView::run,
                condition.values().toArray()));
  }

  /** The jobs of an attempt of a run, in the order they became known. */
  public List<JobLine> jobs(RunId run, int attempt) {
    return database.read(
        transaction ->
            transaction.list(
                "select * from job_view where run = ? and attempt = ? order by position",
                RunsView::job,
                run.value(),
                attempt));
  }

  /** Stops following the journal. */
  @Override
  public void close() {
    follower.close();
  }

  private static RunLine run(Row row) {
    return new RunLine(
        new RunId(row.text("run")),
        row.number("position"),
        row.number("number"),
        row.text("repository"),
        row.text("workflow"),
        row.text("workflow_name"),
        row.text("event"),
        row.text("ref"),
        row.text("sha"),
        row.text("title"),
        row.text("actor"),
        row.flag("trusted"),
        row.integer("attempt"),
        QueueState.valueOf(row.text("state")),
        row.optionalText("conclusion").map(Conclusion::valueOf),
        row.optionalText("reason"),
        row.optionalText("stop_reason"),
        row.optionalText("runner"),
        row.instant("queued_at"),
        row.optionalInstant("started_at"),
        row.optionalInstant("ended_at"));
  }

  private static JobLine job(Row row) {
    return new JobLine(
        new JobKey(row.text("job")),
        row.text("name"),
        QueueState.valueOf(row.text("state")),
        row.optionalText("conclusion").map(Conclusion::valueOf),
        row.optionalText("reason"),
        row.instant("queued_at"),
        row.optionalInstant("started_at"),
        row.optionalInstant("ended_at"));
  }
}
