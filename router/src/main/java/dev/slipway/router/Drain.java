package dev.slipway.router;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The end of a slot that gets no more requests: its requests finish, its streams get a goodbye once
 * the drain is over, and only what outlasts the grace as well is cut.
 *
 * <p>Started and cancelled by the control side; all that touches an exchange runs on its event
 * loop. Streams leave one after the other within {@link #SPREAD}, so that their clients don't all
 * come back in the same instant.
 */
final class Drain {
  private static final Duration SPREAD = Duration.ofSeconds(1);

  private final LiveSlot slot;
  private final List<Worker> workers;
  private final Consumer<RouterEvent.Drained> whenOver;
  private final long started = System.nanoTime();
  private final AtomicInteger lanesLeft;
  private final AtomicInteger streamsEnded = new AtomicInteger();
  private final AtomicInteger requestsCut = new AtomicInteger();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private Drain(LiveSlot slot, List<Worker> workers, Consumer<RouterEvent.Drained> whenOver) {
    this.slot = slot;
    this.workers = workers;
    this.whenOver = whenOver;
    this.lanesLeft = new AtomicInteger(workers.size());
  }

  /** Begins; the table without the slot must be in force already. */
  static Drain start(
      LiveSlot slot,
      RoutePolicy policy,
      List<Worker> workers,
      Consumer<RouterEvent.Drained> whenOver) {
    Drain drain = new Drain(slot, workers, whenOver);
    for (Worker worker : workers) {
      worker.loop().execute(() -> slot.lane(worker).whenIdle(drain::laneIsIdle));
      drain.later(worker, policy.drain(), () -> drain.endStreams(worker));
      drain.later(worker, policy.drain().plus(policy.grace()), () -> drain.cut(worker));
    }
    return drain;
  }

  /** The slot is in use again. */
  void cancel() {
    cancelled.set(true);
    for (Worker worker : workers) {
      worker.loop().execute(slot.lane(worker)::forgetDrain);
    }
  }

  private void later(Worker worker, Duration delay, Runnable action) {
    Unwatched.later(
        worker.loop(),
        delay,
        () -> {
          if (!cancelled.get() && lanesLeft.get() > 0) {
            action.run();
          }
        });
  }

  private void endStreams(Worker worker) {
    List<Exchange> streams =
        worker.exchangesOn(slot.lane(worker)).stream().filter(Exchange::isStream).toList();
    for (int i = 0; i < streams.size(); i++) {
      Exchange stream = streams.get(i);
      later(worker, SPREAD.multipliedBy(i).dividedBy(streams.size()), () -> end(stream));
    }
    // In a task of its own: the first bytes of the stream are being passed on just now.
    slot.lane(worker).whenStreamBegins(stream -> worker.loop().execute(() -> end(stream)));
  }

  private void end(Exchange stream) {
    if (stream.isStream()) {
      streamsEnded.incrementAndGet();
      stream.endCleanly();
    }
  }

  private void cut(Worker worker) {
    for (Exchange exchange : worker.exchangesOn(slot.lane(worker))) {
      requestsCut.incrementAndGet();
      exchange.cutShort();
    }
  }

  private void laneIsIdle() {
    if (lanesLeft.decrementAndGet() == 0 && !cancelled.get()) {
      whenOver.accept(
          new RouterEvent.Drained(
              slot.service(),
              slot.release(),
              Duration.ofNanos(System.nanoTime() - started),
              streamsEnded.get(),
              requestsCut.get()));
    }
  }
}
