package dev.slipway.server.work;

import dev.slipway.server.git.Push;
import dev.slipway.server.git.PushListener;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.RunOrder;
import java.util.List;
import java.util.OptionalLong;

/** Puts what a push starts into the queue, in the transaction that records the push. */
public final class PushOrders implements PushListener {
  private final Orders orders;
  private final Queue queue;
  private final Schedules schedules;

  /** Orders for a queue; the schedules hear of every push, too. */
  public PushOrders(Orders orders, Queue queue, Schedules schedules) {
    this.orders = orders;
    this.queue = queue;
    this.schedules = schedules;
  }

  @Override
  public Effect prepare(Push push) {
    List<RunOrder> wanted = orders.of(push);
    Schedules.Change change = schedules.prepare(push);
    return (transaction, entry) -> {
      wanted.forEach(order -> queue.add(transaction, order, OptionalLong.of(entry.seq())));
      change.apply(transaction);
    };
  }
}
