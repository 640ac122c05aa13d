package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A stage whose moves outlast an end of the router: it is waited for, then the move is made again.
 * Safe for use by many threads, as the stage it stands before is.
 */
final class PatientStage implements Stage {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A router that ends sooner than this after the last time may be ended by the move itself. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private static final int MOST_ENDS = 3;

  private final Stage stage;
  private final Supplier<RouterSettings> ensured;
  private final Duration longestAbsence;

  /**
   * Stands before a stage.
   *
   * @param ensured makes sure that the router runs and takes commands, or throws
   * @param longestAbsence how long an ended router is waited for
   */
  PatientStage(Stage stage, Supplier<RouterSettings> ensured, Duration longestAbsence) {
    this.stage = stage;
    this.ensured = ensured;
    this.longestAbsence = longestAbsence;
  }

  @Override
  public Outcome make(Deployment deployment, Move move, Instant since, Signals signals) {
    Deployment current = deployment;
    int ends = 0;
    while (true) {
      long begun = System.nanoTime();
      try {
        return stage.make(current, move, since, signals);
      } catch (SlipwayException e) {
        if (e.code() != ErrorCode.UNREACHABLE) {
          throw e;
        }
        ends = System.nanoTime() - begun < SOON.toNanos() ? ends + 1 : 1;
        if (ends > MOST_ENDS) {
          return new Outcome.Failed("the router ended again and again: " + e.getMessage());
        }
        boolean back = awaitRouter(signals);
        if (signals.isOff()) {
          return new Outcome.Left();
        }
        if (!back) {
          return new Outcome.Failed(
              "the router was gone for " + Spans.text(longestAbsence) + ": " + e.getMessage());
        }
        current = signals.now();
        signals.note("the router had ended and is back: what it was asked for is done again");
      }
    }
  }

  private boolean awaitRouter(Signals signals) {
    long end = System.nanoTime() + longestAbsence.toNanos();
    while (System.nanoTime() < end && !signals.isOff()) {
      try {
        var _ = ensured.get();
        return true;
      } catch (SlipwayException e) {
        signals.pause(LOOK);
      }
    }
    return false;
  }

  @Override
  public void maintain(String environment, boolean on, String message) {
    stage.maintain(environment, on, message);
  }

  @Override
  public void mend() {
    stage.mend();
  }

  @Override
  public void clear() {
    stage.clear();
  }
}
