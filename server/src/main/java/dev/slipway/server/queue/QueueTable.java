package dev.slipway.server.queue;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.store.EventFields;
import dev.slipway.store.JsonText;
import dev.slipway.store.Row;
import dev.slipway.store.Transaction;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of the queue, in one transaction. */
final class QueueTable {
  private static final String HOLDS =
      " where id = ? and attempt = ? and runner = ? and state = 'RUNNING'";

  private final Transaction transaction;

  QueueTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Counts a run of a workflow, and answers with its number. */
  long count(String repository, String workflow) {
    return transaction.number(
        """
        insert into queue_number (repository, workflow, last) values (?, ?, 1)
        on conflict (repository, workflow) do update set last = last + 1
        returning last as n
        """,
        repository,
        workflow);
  }

  boolean has(RunId run) {
    return transaction.number("select count(*) as n from queue_item where id = ?", run.value()) > 0;
  }

  void insert(RunId run, long number, RunOrder order, QueueState state, long position) {
    RunOrder.Source source = order.source();
    RunOrder.Placement placement = order.placement();
    transaction.update(
        """
        insert into queue_item (id, position, state, attempt, losses, number, repository, workflow,
          workflow_name, event, ref, sha, title, actor, trusted, labels, priority, concurrency,
          concurrency_key, cancel_in_progress, concurrency_queue, inputs, payload)
        values (?, ?, ?, 1, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        run.value(),
        position,
        state,
        number,
        order.repository(),
        order.workflow().path(),
        order.workflow().name(),
        source.event(),
        source.ref(),
        source.sha(),
        source.title(),
        source.actor(),
        placement.trusted(),
        placement.labelText(),
        placement.priority(),
        placement.concurrency().map(Concurrency::group),
        placement.concurrency().map(Concurrency::key),
        placement.concurrency().map(Concurrency::cancelInProgress).orElse(false),
        placement.concurrency().map(Concurrency::queue),
        inputs(source.inputs()),
        source.payload());
  }

  Optional<QueueItem> find(RunId run) {
    return transaction.first(
        "select * from queue_item where id = ?", QueueTable::item, run.value());
  }

  QueueItem get(RunId run) {
    return find(run)
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND, "there is no run '" + run + "' in the queue"));
  }

  /** The runs of a group that are ready or running: one at most, save for forced changes. */
  List<QueueItem> active(String repository, Concurrency group) {
    return transaction.list(
        """
        select * from queue_item
        where repository = ? and concurrency_key = ? and state in ('READY', 'RUNNING')
        order by position
        """,
        QueueTable::item,
        repository,
        group.key());
  }

  /** The runs of a group that wait, the first one first. */
  List<QueueItem> waiting(String repository, Concurrency group) {
    return transaction.list(
        """
        select * from queue_item
        where repository = ? and concurrency_key = ? and state = 'WAITING'
        order by position
        """,
        QueueTable::item,
        repository,
        group.key());
  }

  /** The sets of labels that ready runs want and a runner has, each as one text. */
  List<String> ready(Set<String> labels) {
    return transaction
        .list(
            "select distinct labels from queue_item where state = 'READY'",
            row -> row.text("labels"))
        .stream()
        .filter(wanted -> wanted.isEmpty() || labels.containsAll(labels(wanted)))
        .toList();
  }

  /**
   * The run whose turn it is, of those that fit a runner: the highest priority, then the repository
   * that has the fewest running, then the one whose last turn is longest ago, then who came first.
   */
  Optional<QueueItem> next(Set<String> labels) {
    return transaction
        .first(
            """
            with busy as (
              select repository, count(*) as runs from queue_item where state = 'RUNNING'
              group by repository)
            select item.id from queue_item item
              left join busy on busy.repository = item.repository
              left join queue_turn turn on turn.repository = item.repository
            where item.state = 'READY' and instr(?, ';' || item.labels || ';') > 0
            order by item.priority desc, coalesce(busy.runs, 0), coalesce(turn.last, 0),
              item.position
            limit 1
            """,
            row -> new RunId(row.text("id")),
            ";" + String.join(";", ready(labels)) + ";")
        .map(this::get);
  }

  void claim(RunId run, String runner, Instant until) {
    transaction.update(
        "update queue_item set state = 'RUNNING', runner = ?, lease_until = ? where id = ?",
        runner,
        until,
        run.value());
  }

  /** Remembers whose turn it was. */
  void turn(String repository, long seq) {
    transaction.update(
        """
        insert into queue_turn (repository, last) values (?, ?)
        on conflict (repository) do update set last = excluded.last
        """,
        repository,
        seq);
  }

  /** Lengthens a lease, if the claim still holds. */
  boolean renew(Claim claim, Instant until) {
    return transaction.update(
            "update queue_item set lease_until = ?" + HOLDS,
            until,
            claim.item().id().value(),
            claim.item().attempt(),
            claim.runner())
        > 0;
  }

  boolean holds(Claim claim) {
    return transaction.number(
            "select count(*) as n from queue_item" + HOLDS,
            claim.item().id().value(),
            claim.item().attempt(),
            claim.runner())
        > 0;
  }

  Optional<String> stopReason(RunId run) {
    return transaction
        .list(
            "select cancel_reason from queue_item where id = ?",
            row -> row.optionalText("cancel_reason"),
            run.value())
        .getFirst();
  }

  void askToStop(RunId run, String reason) {
    transaction.update("update queue_item set cancel_reason = ? where id = ?", reason, run.value());
  }

  List<QueueItem> expired(Instant now) {
    return transaction.list(
        "select * from queue_item where state = 'RUNNING' and lease_until < ? order by position",
        QueueTable::item,
        now);
  }

  List<QueueItem> runningOn(String runner) {
    return transaction.list(
        "select * from queue_item where state = 'RUNNING' and runner = ? order by position",
        QueueTable::item,
        runner);
  }

  /** Counts another loss in a row, and answers with how many there are. */
  long lose(RunId run) {
    return transaction.number(
        "update queue_item set losses = losses + 1 where id = ? returning losses as n",
        run.value());
  }

  void setState(RunId run, QueueState state) {
    transaction.update("update queue_item set state = ? where id = ?", state, run.value());
  }

  /** Back into the queue for its next attempt. */
  void again(RunId run, QueueState state) {
    transaction.update(
        """
        update queue_item set state = ?, attempt = attempt + 1, runner = null, lease_until = null,
          cancel_reason = null, conclusion = null
        where id = ?
        """,
        state,
        run.value());
  }

  /** At the end of the queue, with no losses held against it. */
  void arrive(RunId run, long position) {
    transaction.update(
        "update queue_item set position = ?, losses = 0 where id = ?", position, run.value());
  }

  void end(RunId run, Conclusion conclusion) {
    transaction.update(
        "update queue_item set state = 'ENDED', lease_until = null, conclusion = ? where id = ?",
        conclusion,
        run.value());
  }

  QueueDepth depth() {
    Optional<QueueItem> oldest =
        transaction.first(
            "select * from queue_item where state = 'READY' order by position limit 1",
            QueueTable::item);
    return new QueueDepth(
        count(QueueState.HELD),
        count(QueueState.WAITING),
        count(QueueState.READY),
        count(QueueState.RUNNING),
        oldest.map(QueueItem::id));
  }

  private long count(QueueState state) {
    return transaction.number("select count(*) as n from queue_item where state = ?", state);
  }

  private static QueueItem item(Row row) {
    return new QueueItem(
        new RunId(row.text("id")),
        row.number("number"),
        row.integer("attempt"),
        QueueState.valueOf(row.text("state")),
        row.optionalText("runner"),
        row.optionalText("conclusion").map(Conclusion::valueOf),
        order(row));
  }

  private static RunOrder order(Row row) {
    return new RunOrder(
        row.text("repository"),
        new RunOrder.WorkflowFile(row.text("workflow"), row.text("workflow_name")),
        new RunOrder.Source(
            row.text("event"),
            row.text("payload"),
            row.text("ref"),
            row.text("sha"),
            row.text("title"),
            row.text("actor"),
            inputs(row.text("inputs"))),
        new RunOrder.Placement(
            labels(row.text("labels")),
            row.integer("priority"),
            row.optionalText("concurrency").map(group -> concurrency(group, row)),
            row.flag("trusted"),
            QueueState.valueOf(row.text("state")) == QueueState.HELD));
  }

  private static Concurrency concurrency(String group, Row row) {
    return new Concurrency(
        group,
        row.flag("cancel_in_progress"),
        Concurrency.Queue.valueOf(row.text("concurrency_queue")));
  }

  private static Set<String> labels(String text) {
    return text.isEmpty()
        ? Set.of()
        : Arrays.stream(text.split(",")).collect(Collectors.toUnmodifiableSet());
  }

  private static String inputs(Map<String, String> inputs) {
    return new String(
        JsonText.object(json -> inputs.forEach(json::writeStringProperty)), StandardCharsets.UTF_8);
  }

  private static Map<String, String> inputs(String text) {
    EventFields fields = JsonText.read(text.getBytes(StandardCharsets.UTF_8));
    Map<String, String> inputs = new LinkedHashMap<>();
    fields.names().forEach(name -> inputs.put(name, fields.text(name)));
    return inputs;
  }
}
