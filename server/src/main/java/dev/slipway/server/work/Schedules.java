package dev.slipway.server.work;

import dev.slipway.document.Position;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.WorkflowFiles;
import dev.slipway.server.git.History;
import dev.slipway.server.git.HostedRepository;
import dev.slipway.server.git.Push;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.RunOrder;
import dev.slipway.store.Database;
import dev.slipway.store.Migrations;
import dev.slipway.store.Row;
import dev.slipway.store.Transaction;
import dev.slipway.workflow.Cron;
import dev.slipway.workflow.EventPayloads;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.Trigger;
import dev.slipway.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Starts workflows by the clock: {@code on.schedule} of the default branches, each in its time
 * zone. Safe for use by many threads.
 *
 * <p>A run and the time of the next one commit together, so none starts twice. What came due while
 * the server was down is started once when it is up again, however often it was missed.
 */
public final class Schedules {
  /** How the tables of this package come to be. */
  public static final Migrations TABLES =
      Migrations.of(
          "work", Schedules.class, "001_schedules.sql", "002_webhooks.sql", "003_follow_ups.sql");

  private static final String EVENT = "schedule";
  private static final String CLOCK = "schedule";
  private static final String UTC = "UTC";
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(20);

  private final Repositories repositories;
  private final Orders orders;
  private final Queue queue;
  private final Database database;
  private final InstantSource clock;

  /** Schedules of these repositories, whose runs go into a queue. */
  public Schedules(
      Repositories repositories,
      Orders orders,
      Queue queue,
      Database database,
      InstantSource clock) {
    this.repositories = repositories;
    this.orders = orders;
    this.queue = queue;
    this.database = database;
    this.clock = clock;
  }

  /** What a push changes of the schedules. */
  interface Change {
    /** Takes it down. */
    void apply(Transaction transaction);
  }

  /** One schedule of a workflow. */
  private record Line(RepositoryId id, String workflow, String cron, String timezone) {
    Optional<Instant> next(Instant after) {
      Position nowhere = Position.wholeFile(workflow);
      Optional<ZoneId> zone = Cron.readZone(timezone, nowhere).value();
      return Cron.read(cron, nowhere)
          .value()
          .flatMap(read -> zone.flatMap(each -> read.next(after, each)));
    }
  }

  private record Due(Line line, Instant at) {}

  /** Finds out what a push changes; only pushes of the default branch do. */
  Change prepare(Push push) {
    History history = repositories.history(push.repository());
    if (push.deletes() || !push.ref().equals("refs/heads/" + history.defaultBranch())) {
      return transaction -> {};
    }
    return change(push.repository(), lines(push.repository(), history, push.after()));
  }

  private Change change(RepositoryId id, List<Line> wanted) {
    return transaction -> {
      for (Line known : of(transaction, id)) {
        if (!wanted.contains(known)) {
          update(transaction, "delete from schedule where " + KEY, known);
        }
      }
      for (Line line : wanted) {
        Optional<Instant> next = line.next(clock.instant());
        if (next.isPresent()) {
          transaction.update(
              """
              insert into schedule (owner, name, workflow, cron, timezone, due)
              values (?, ?, ?, ?, ?, ?) on conflict do nothing
              """,
              id.owner(),
              id.name(),
              line.workflow(),
              line.cron(),
              line.timezone(),
              next.get());
        }
      }
    };
  }

  private static final String KEY =
      "owner = ? and name = ? and workflow = ? and cron = ? and timezone = ?";

  private static int update(Transaction transaction, String sql, Line line) {
    return transaction.update(
        sql, line.id().owner(), line.id().name(), line.workflow(), line.cron(), line.timezone());
  }

  private static List<Line> of(Transaction transaction, RepositoryId id) {
    return transaction.list(
        "select * from schedule where owner = ? and name = ?",
        Schedules::line,
        id.owner(),
        id.name());
  }

  private static Line line(Row row) {
    return new Line(
        new RepositoryId(row.text("owner"), row.text("name")),
        row.text("workflow"),
        row.text("cron"),
        row.text("timezone"));
  }

  private static List<Line> lines(RepositoryId id, History history, String commit) {
    List<Line> lines = new ArrayList<>();
    WorkflowFiles files =
        WorkflowFiles.of(Path.of("/"), history.texts(commit, WorkflowFiles.FOLDER));
    for (String path : files.paths()) {
      Optional<Workflow> workflow = files.read(path).value();
      Optional<Trigger> trigger = workflow.flatMap(each -> each.on().find(EVENT));
      for (Trigger.Schedule each : trigger.map(Trigger::schedules).orElse(List.of())) {
        Line line = new Line(id, path, each.cron(), each.timezone().orElse(UTC));
        if (!lines.contains(line)) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  /** Starts everything that is due; answers with how many runs that were. */
  public int tick() {
    Instant now = clock.instant();
    List<Due> due =
        database.read(
            transaction ->
                transaction.list(
                    "select * from schedule where due <= ? order by due",
                    row -> new Due(line(row), row.instant("due")),
                    now));
    int started = 0;
    for (Due each : due) {
      started += start(each, now);
    }
    return started;
  }

  private int start(Due due, Instant now) {
    List<RunOrder> wanted = orders(due.line());
    Optional<Instant> next = due.line().next(now);
    return database.write(
        transaction -> {
          if (!move(transaction, due, next)) {
            return 0;
          }
          wanted.forEach(order -> queue.add(transaction, order, OptionalLong.empty()));
          return wanted.size();
        });
  }

  private static boolean move(Transaction transaction, Due due, Optional<Instant> next) {
    Line line = due.line();
    if (next.isEmpty()) {
      return update(transaction, "delete from schedule where " + KEY, line) > 0;
    }
    return transaction.update(
            "update schedule set due = ? where " + KEY + " and due = ?",
            next.get(),
            line.id().owner(),
            line.id().name(),
            line.workflow(),
            line.cron(),
            line.timezone(),
            due.at())
        > 0;
  }

  private List<RunOrder> orders(Line line) {
    History history = repositories.history(line.id());
    String ref = "refs/heads/" + history.defaultBranch();
    Optional<String> commit = history.commit(ref);
    if (commit.isEmpty()) {
      return List.of();
    }
    RepositoryFacts facts = orders.facts(line.id(), ref, commit.get(), CLOCK);
    return orders.of(line.id(), facts, new EventPayloads(facts).schedule(line.cron())).stream()
        .filter(order -> order.workflow().path().equals(line.workflow()))
        .toList();
  }

  /** Looks at the default branches of all repositories, as when the server starts. */
  public void refresh() {
    for (HostedRepository repository : repositories.list()) {
      History history = repositories.history(repository.id());
      Optional<String> commit = history.commit("refs/heads/" + history.defaultBranch());
      List<Line> wanted =
          commit.map(each -> lines(repository.id(), history, each)).orElse(List.of());
      database.write(
          transaction -> {
            change(repository.id(), wanted).apply(transaction);
            return wanted.size();
          });
    }
  }

  /** Starts what is due from now on, until the answer is closed. */
  public AutoCloseable start() {
    Thread thread = Thread.ofVirtual().name("schedules").start(this::run);
    return thread::interrupt;
  }

  private void run() {
    try {
      while (true) {
        attempt();
        Thread.sleep(untilNext());
      }
    } catch (InterruptedException e) {
      // The server stops.
    }
  }

  // What cannot be started now, because the disk is full for example, is due still.
  private void attempt() {
    try {
      tick();
    } catch (SlipwayException e) {
      WorkLog.warn("schedules could not be started", e);
    }
  }

  private Duration untilNext() {
    Instant now = clock.instant();
    Optional<Instant> next =
        database.read(
            transaction ->
                transaction
                    .first(
                        "select min(due) as due from schedule", row -> row.optionalInstant("due"))
                    .flatMap(due -> due));
    Duration sleep = next.map(due -> Duration.between(now, due)).orElse(LONGEST_SLEEP);
    if (sleep.compareTo(LONGEST_SLEEP) > 0) {
      return LONGEST_SLEEP;
    }
    return sleep.isNegative() ? Duration.ofSeconds(1) : sleep;
  }
}
