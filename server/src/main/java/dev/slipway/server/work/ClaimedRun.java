package dev.slipway.server.work;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.Cancellation;
import dev.slipway.runner.LogListener;
import dev.slipway.runner.Run;
import dev.slipway.runner.RunHost;
import dev.slipway.server.queue.Beat;
import dev.slipway.server.queue.Claim;
import dev.slipway.server.queue.Queue;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt of a run that was claimed, from its checkout to its end, with its signs of life. Safe
 * for use by many threads; executed once.
 */
final class ClaimedRun {
  private final Claim claim;
  private final Queue queue;
  private final ClaimJournal journal;
  private final RunHost host;
  private final RunPreparation preparation;
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Optional<Run>> begun = new AtomicReference<>(Optional.empty());
  private volatile boolean givenBack;

  ClaimedRun(
      Claim claim, Queue queue, ClaimJournal journal, RunHost host, RunPreparation preparation) {
    this.claim = claim;
    this.queue = queue;
    this.journal = journal;
    this.host = host;
    this.preparation = preparation;
  }

  /** Executes it and tells the queue how it ended. */
  void execute() {
    Thread.ofVirtual().name("beat " + claim.item().id()).start(this::beat);
    try {
      conclude(attempt());
    } catch (RuntimeException e) {
      // The root of the run's thread. What the queue does not hear now, it finds out by the lease.
      WorkLog.warn("run " + claim.item().id() + " broke off", e);
    } finally {
      ended.countDown();
    }
  }

  /** How it ended, when there is more to say than its own last entry does. */
  private record End(Conclusion conclusion, Optional<String> reason) {}

  private End attempt() {
    try (RunPreparation.Prepared prepared = preparation.prepare(claim.item())) {
      begun.set(Optional.of(prepared.run()));
      Run.Result result =
          prepared.run().execute(host, LogListener.NONE, cancellation, prepared.gate());
      return new End(result.conclusion(), Optional.empty());
    } catch (SlipwayException e) {
      return new End(Conclusion.FAILURE, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private void conclude(End end) {
    if (givenBack) {
      queue.giveBack(claim);
    } else if (!journal.isSilent()) {
      // Usually its last entry has ended it already; then this does nothing.
      queue.finish(claim, end.conclusion(), end.reason());
    }
  }

  /** Stops it as somebody wishes. */
  void cancel(String reason) {
    cancellation.request(reason);
  }

  /** Ends it at once without a word, and puts it back into the queue. */
  void breakOff() {
    givenBack = true;
    kill("the server stops");
  }

  private void kill(String why) {
    journal.silence();
    cancellation.force(why);
    begun.get().ifPresent(Run::kill);
  }

  private void beat() {
    long heard = System.nanoTime();
    try {
      while (!ended.await(queue.rules().beat().toMillis(), TimeUnit.MILLISECONDS)) {
        Optional<Beat> beat = tell();
        if (beat.isPresent()) {
          heard = System.nanoTime();
        }
        boolean silentTooLong =
            Duration.ofNanos(System.nanoTime() - heard).compareTo(queue.rules().lease()) > 0;
        if (silentTooLong || beat.filter(Beat.Lost.class::isInstance).isPresent()) {
          loseClaim();
          return;
        }
        beat.flatMap(Beat::stop).ifPresent(this::cancel);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The run may have ended between two signs of life; then nothing was lost.
  private void loseClaim() {
    if (ended.getCount() > 0 && !isOver()) {
      kill("the claim on the run was lost");
    }
  }

  private boolean isOver() {
    return queue
        .find(claim.item().id())
        .filter(item -> item.state().isDone() && item.attempt() == claim.item().attempt())
        .isPresent();
  }

  private Optional<Beat> tell() {
    try {
      return Optional.of(queue.beat(claim));
    } catch (SlipwayException e) {
      WorkLog.warn("run " + claim.item().id() + " cannot say that it is alive", e);
      return Optional.empty();
    }
  }
}
