package dev.slipway.router;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The end of a slot or an instance that gets no more requests: its requests finish, its streams get
 * a goodbye once the drain is over, and only what outlasts the grace as well is cut.
 *
 * <p>Started and cancelled by the control side; all that touches an exchange runs on its event
 * loop. Streams leave one after the other within {@link #SPREAD}, so that their clients don't all
 * come back in the same instant.
 */
final class Drain {
  /** How it went, as {@link RouterEvent.Drained} says it. */
  record Report(Duration took, int streamsEnded, int requestsCut) {}

  private static final Duration SPREAD = Duration.ofSeconds(1);

  private final Function<Worker, Claims> claims;
  private final List<Worker> workers;
  private final Consumer<Report> whenOver;
  private final long started = System.nanoTime();
  private final AtomicInteger loopsLeft;
  private final AtomicInteger streamsEnded = new AtomicInteger();
  private final AtomicInteger requestsCut = new AtomicInteger();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private Drain(Function<Worker, Claims> claims, List<Worker> workers, Consumer<Report> whenOver) {
    this.claims = claims;
    this.workers = workers;
    this.whenOver = whenOver;
    this.loopsLeft = new AtomicInteger(workers.size());
  }

  /**
   * Begins; the table without what is drained must be in force already.
   *
   * @param claims those on what is drained, asked for on the event loop they belong to
   */
  static Drain start(
      Function<Worker, Claims> claims,
      RoutePolicy policy,
      List<Worker> workers,
      Consumer<Report> whenOver) {
    Drain drain = new Drain(claims, workers, whenOver);
    for (Worker worker : workers) {
      worker.loop().execute(() -> claims.apply(worker).whenIdle(drain::loopIsIdle));
      drain.later(worker, policy.drain(), () -> drain.endStreams(worker));
      drain.later(worker, policy.drain().plus(policy.grace()), () -> drain.cut(worker));
    }
    return drain;
  }

  /** It is in use again. */
  void cancel() {
    cancelled.set(true);
    for (Worker worker : workers) {
      worker.loop().execute(() -> claims.apply(worker).forgetDrain());
    }
  }

  private void later(Worker worker, Duration delay, Runnable action) {
    Unwatched.later(
        worker.loop(),
        delay,
        () -> {
          if (!cancelled.get() && loopsLeft.get() > 0) {
            action.run();
          }
        });
  }

  private void endStreams(Worker worker) {
    List<Exchange> streams =
        worker.exchangesWith(claims.apply(worker)).stream().filter(Exchange::isStream).toList();
    for (int i = 0; i < streams.size(); i++) {
      Exchange stream = streams.get(i);
      later(worker, SPREAD.multipliedBy(i).dividedBy(streams.size()), () -> end(stream));
    }
    // In a task of its own: the first bytes of the stream are being passed on just now.
    claims.apply(worker).whenStreamBegins(stream -> worker.loop().execute(() -> end(stream)));
  }

  private void end(Exchange stream) {
    if (stream.isStream()) {
      streamsEnded.incrementAndGet();
      stream.endCleanly();
    }
  }

  private void cut(Worker worker) {
    for (Exchange exchange : worker.exchangesWith(claims.apply(worker))) {
      requestsCut.incrementAndGet();
      exchange.cutShort();
    }
  }

  private void loopIsIdle() {
    if (loopsLeft.decrementAndGet() == 0 && !cancelled.get()) {
      whenOver.accept(
          new Report(
              Duration.ofNanos(System.nanoTime() - started),
              streamsEnded.get(),
              requestsCut.get()));
    }
  }
}
