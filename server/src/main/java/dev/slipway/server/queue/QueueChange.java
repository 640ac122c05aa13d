package dev.slipway.server.queue;

import dev.slipway.runner.RunId;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.Transaction;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What changes in the queue in one transaction, with the entries about it.
 *
 * <p>Of a concurrency group at most one run is active (ready or running); the others wait. As on
 * GitHub one newcomer may wait: a newer one takes its place and the older one is cancelled. With
 * {@code queue: max} up to 100 wait in the order they came. {@code cancel-in-progress} asks the
 * active one to stop; the newcomer waits until it has.
 */
final class QueueChange {
  private static final String OURSELVES = "slipway";

  private final Transaction transaction;
  private final QueueTable table;
  private final DatabaseJournal journal;

  QueueChange(Transaction transaction, DatabaseJournal journal) {
    this.transaction = transaction;
    this.table = new QueueTable(transaction);
    this.journal = journal;
  }

  QueueTable table() {
    return table;
  }

  /** A new run. */
  void add(RunId run, RunOrder order, OptionalLong cause) {
    long number = table.count(order.repository(), order.workflow().path());
    QueueState state = QueueState.READY;
    Optional<String> waits = Optional.empty();
    if (order.placement().held()) {
      state = QueueState.HELD;
      waits = Optional.of("somebody must allow it");
    } else if (isTaken(order)) {
      state = QueueState.WAITING;
      waits = order.placement().concurrency().map(QueueChange::behind);
    }
    RunOrder.Source source = order.source();
    Entry entry =
        journal.append(
            transaction,
            new Draft(
                source.actor(),
                cause,
                QueueEvent.subject(run),
                new QueueEvent.Queued(
                    run,
                    number,
                    order.repository(),
                    order.workflow().path(),
                    order.workflow().name(),
                    source.event(),
                    source.ref(),
                    source.sha(),
                    source.title(),
                    source.actor(),
                    order.placement().trusted(),
                    order.placement().held(),
                    waits)));
    table.insert(run, number, order, state, entry.seq());
    if (state == QueueState.WAITING) {
      makeRoom(run, order);
    }
  }

  /** Lets a held run go, or brings back one that has ended; it may have to wait for its group. */
  void arrive(QueueItem item, String actor) {
    boolean again = item.state().isDone();
    QueueState state = isTaken(item.order()) ? QueueState.WAITING : QueueState.READY;
    Optional<String> waits = Optional.empty();
    if (state == QueueState.WAITING) {
      waits = item.order().placement().concurrency().map(QueueChange::behind);
    }
    if (again) {
      table.again(item.id(), state);
    } else {
      table.setState(item.id(), state);
    }
    int attempt = again ? item.attempt() + 1 : item.attempt();
    Entry entry = tell(actor, new QueueEvent.Requeued(item.id(), attempt, waits));
    table.arrive(item.id(), entry.seq());
    if (state == QueueState.WAITING) {
      makeRoom(item.id(), item.order());
    }
  }

  /** The runner of a run is gone; another one gets it, unless it has had too many. */
  void lose(QueueItem item, String reason, QueueRules rules) {
    tell(OURSELVES, new QueueEvent.Lost(item.id(), item.attempt(), runner(item), reason));
    Optional<String> stop = table.stopReason(item.id());
    if (stop.isPresent()) {
      end(item, Conclusion.CANCELLED, stop, OURSELVES);
      return;
    }
    long losses = table.lose(item.id());
    if (losses >= rules.mostLosses()) {
      String why = "it lost " + losses + " runners in a row; the last time: " + reason;
      end(item, Conclusion.FAILURE, Optional.of(why), OURSELVES);
      return;
    }
    requeue(item);
  }

  /** The same place in the queue, for the next attempt; it stays the active one of its group. */
  void requeue(QueueItem item) {
    table.again(item.id(), QueueState.READY);
    tell(OURSELVES, new QueueEvent.Requeued(item.id(), item.attempt() + 1, Optional.empty()));
  }

  /** A run is over; who waited for it may go. */
  void end(QueueItem item, Conclusion conclusion, Optional<String> reason, String actor) {
    table.end(item.id(), conclusion);
    tell(actor, new QueueEvent.Ended(item.id(), item.attempt(), conclusion, reason));
    item.order()
        .placement()
        .concurrency()
        .ifPresent(group -> promote(item.order().repository(), group));
  }

  /** Stops a run: at once when nobody has it, else by asking its runner. */
  void stop(QueueItem item, String actor, String reason) {
    switch (item.state()) {
      case HELD, WAITING, READY -> end(item, Conclusion.CANCELLED, Optional.of(reason), actor);
      case RUNNING -> {
        table.askToStop(item.id(), reason);
        tell(actor, new QueueEvent.StopAsked(item.id(), reason));
      }
      case ENDED -> {}
    }
  }

  Entry tell(String actor, QueueEvent event) {
    return journal.append(transaction, Draft.of(actor, QueueEvent.subject(event.run()), event));
  }

  private boolean isTaken(RunOrder order) {
    return order
        .placement()
        .concurrency()
        .map(group -> !table.active(order.repository(), group).isEmpty())
        .orElse(false);
  }

  private void makeRoom(RunId newcomer, RunOrder order) {
    Concurrency group = order.placement().concurrency().orElseThrow();
    String reason =
        "a newer run (" + newcomer + ") entered the concurrency group '" + group.group() + "'";
    List<QueueItem> others =
        table.waiting(order.repository(), group).stream()
            .filter(item -> !item.id().equals(newcomer))
            .toList();
    int keep = group.queue() == Concurrency.Queue.MAX ? Concurrency.MOST_WAITING - 1 : 0;
    for (QueueItem item : others.subList(0, Math.max(0, others.size() - keep))) {
      stop(item, OURSELVES, reason);
    }
    if (group.cancelInProgress()) {
      table.active(order.repository(), group).forEach(item -> stop(item, OURSELVES, reason));
    }
  }

  private void promote(String repository, Concurrency group) {
    if (!table.active(repository, group).isEmpty()) {
      return;
    }
    table.waiting(repository, group).stream()
        .findFirst()
        .ifPresent(
            next -> {
              table.setState(next.id(), QueueState.READY);
              tell(OURSELVES, new QueueEvent.Ready(next.id()));
            });
  }

  private static String behind(Concurrency group) {
    return "another run of the concurrency group '" + group.group() + "' goes first";
  }

  private static String runner(QueueItem item) {
    return item.runner().orElse("unknown");
  }
}
