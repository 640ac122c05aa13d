package dev.slipway.server.work;

import dev.slipway.fault.SlipwayException;
import dev.slipway.server.git.History;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.QueueEvent;
import dev.slipway.server.queue.QueueItem;
import dev.slipway.server.queue.RunOrder;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import dev.slipway.store.Transaction;
import dev.slipway.workflow.EventPayloads;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.TriggerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Starts the workflows that wait for others to end ({@code on: workflow_run}), each end once: what
 * follows from it and how far the journal was read commit together.
 *
 * <p>As on GitHub such a workflow is taken from the default branch, and a chain ends after three.
 */
public final class FollowUps implements AutoCloseable {
  private static final int LONGEST_CHAIN = 3;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Database database;
  private final DatabaseJournal journal;
  private final Repositories repositories;
  private final Orders orders;
  private final Queue queue;
  private final Thread thread;
  private volatile boolean ending;

  private FollowUps(
      Database database,
      DatabaseJournal journal,
      Repositories repositories,
      Orders orders,
      Queue queue) {
    this.database = database;
    this.journal = journal;
    this.repositories = repositories;
    this.orders = orders;
    this.queue = queue;
    this.thread = Thread.ofVirtual().name("follow-ups").unstarted(this::follow);
  }

  /** Goes on where it was when the server ended. */
  public static FollowUps start(
      Database database,
      DatabaseJournal journal,
      Repositories repositories,
      Orders orders,
      Queue queue) {
    FollowUps followUps = new FollowUps(database, journal, repositories, orders, queue);
    followUps.thread.start();
    return followUps;
  }

  private void follow() {
    long read = database.read(each -> each.number("select seq as n from follow_up_checkpoint"));
    try (Journal.Entries entries = journal.from(read + 1)) {
      while (!ending) {
        Optional<Entry> next = entries.await(LOOK);
        if (next.isPresent() && next.get().event() instanceof QueueEvent.Ended ended) {
          follow(next.get(), ended);
        }
      }
    } catch (SlipwayException e) {
      WorkLog.warn("workflows that wait for others are not started any more", e);
    }
  }

  private void follow(Entry entry, QueueEvent.Ended ended) {
    List<RunOrder> wanted = wanted(ended);
    database.write(
        transaction -> {
          int depth = 1 + depth(transaction, ended);
          if (depth <= LONGEST_CHAIN) {
            wanted.forEach(order -> add(transaction, order, entry.seq(), depth));
          }
          return transaction.update("update follow_up_checkpoint set seq = ?", entry.seq());
        });
  }

  private void add(Transaction transaction, RunOrder order, long cause, int depth) {
    transaction.update(
        "insert into follow_up (run, depth) values (?, ?)",
        queue.add(transaction, order, OptionalLong.of(cause)).value(),
        depth);
  }

  private static int depth(Transaction transaction, QueueEvent.Ended ended) {
    return transaction
        .first(
            "select depth from follow_up where run = ?",
            row -> row.integer("depth"),
            ended.run().value())
        .orElse(0);
  }

  private List<RunOrder> wanted(QueueEvent.Ended ended) {
    try {
      return queue.find(ended.run()).map(item -> wanted(item, ended)).orElse(List.of());
    } catch (SlipwayException e) {
      // A repository or commit that is gone: nothing can follow from it, and others must not wait.
      WorkLog.warn("what follows from run " + ended.run() + " cannot be found out", e);
      return List.of();
    }
  }

  private List<RunOrder> wanted(QueueItem item, QueueEvent.Ended ended) {
    RunOrder order = item.order();
    RepositoryId id = RepositoryId.parse(order.repository());
    History history = repositories.history(id);
    String trunk = "refs/heads/" + history.defaultBranch();
    Optional<String> head = history.commit(trunk);
    if (head.isEmpty()) {
      return List.of();
    }
    RunOrder.Source source = order.source();
    RepositoryFacts of = orders.facts(id, source.ref(), source.sha(), source.actor());
    TriggerEvent event =
        new EventPayloads(of)
            .workflowRun(order.workflow().name(), "completed", ended.conclusion().text());
    RepositoryFacts facts = orders.facts(id, trunk, head.get(), source.actor());
    return orders.of(id, facts, event).stream().map(each -> asTrusted(each, order)).toList();
  }

  /** What follows from a stranger's run is no more trusted than the run. */
  private static RunOrder asTrusted(RunOrder order, RunOrder cause) {
    if (cause.placement().trusted()) {
      return order;
    }
    RunOrder.Placement usual = order.placement();
    return new RunOrder(
        order.repository(),
        order.workflow(),
        order.source(),
        new RunOrder.Placement(usual.labels(), usual.priority(), usual.concurrency(), false, true));
  }

  @Override
  public void close() {
    ending = true;
    try {
      thread.join(LOOK.multipliedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
