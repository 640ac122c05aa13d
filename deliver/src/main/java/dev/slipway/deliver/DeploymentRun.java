package dev.slipway.deliver;

import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One deployment carried through: writes each intent, has the move made, writes its outcome. For
 * use by one thread; it may be left at any point and taken up by another one later.
 */
final class DeploymentRun implements Signals {
  /** Who writes what the program decides by itself. */
  static final String SLIPWAY = "slipway";

  private final DeploymentId id;
  private final Ledger ledger;
  private final Stage stage;
  private final ConsentStage consent;
  private final InstantSource clock;
  private final BooleanSupplier ending;

  /**
   * A run of a deployment that the ledger knows.
   *
   * @param ending whether the controller ends, so that moves are left as they are
   */
  DeploymentRun(
      DeploymentId id,
      Ledger ledger,
      Stage stage,
      Planner planner,
      InstantSource clock,
      BooleanSupplier ending) {
    this.id = id;
    this.ledger = ledger;
    this.stage = stage;
    this.consent = new ConsentStage(stage, planner, ledger, clock);
    this.clock = clock;
    this.ending = ending;
  }

  /** Goes on until the deployment has settled or the controller ends. */
  void run() {
    Optional<Deployment.Next> next = now().next();
    while (next.isPresent() && !ending.getAsBoolean()) {
      follow(next.get());
      next = now().next();
    }
  }

  private void follow(Deployment.Next next) {
    switch (next) {
      case Deployment.Next.Begin(Move move) -> {
        tell(new DeliveryEvent.MoveStarted(id, move));
        make(move, clock.instant());
      }
      case Deployment.Next.Resume(Move move, Instant since) -> make(move, since);
      case Deployment.Next.Settle(DeploymentState state, Optional<String> reason) ->
          tell(new DeliveryEvent.Settled(id, state, reason));
    }
  }

  private void make(Move move, Instant since) {
    // Between the intent and now somebody may have asked for the way back.
    if (now().current().map(Deployment.Begun::move).filter(move::equals).isEmpty()) {
      return;
    }
    switch (attempt(move, since)) {
      case Stage.Outcome.Made(String detail) ->
          tellIfCurrent(move, new DeliveryEvent.MoveFinished(id, move, detail));
      case Stage.Outcome.Failed(String reason) ->
          tellIfCurrent(move, new DeliveryEvent.MoveFailed(id, move, reason));
      case Stage.Outcome.Left left -> {}
    }
  }

  // What a stage throws is what the machine refused; for the deployment it is a failed move.
  private Stage.Outcome attempt(Move move, Instant since) {
    try {
      Deployment deployment = now();
      if (move instanceof Move.Check || move instanceof Move.Approve) {
        return consent.make(deployment, move, since, this);
      }
      return stage.make(deployment, move, since, this);
    } catch (SlipwayException e) {
      return new Stage.Outcome.Failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The root of an environment's thread: a defect must not leave a deployment in the middle.
      return new Stage.Outcome.Failed("a defect: " + e);
    }
  }

  private void tellIfCurrent(Move move, DeliveryEvent.OfDeployment event) {
    ledger.ask(
        history -> {
          Deployment deployment = history.find(id).orElseThrow();
          if (deployment.current().map(Deployment.Begun::move).filter(move::equals).isPresent()) {
            tell(event);
          }
          return deployment;
        });
  }

  @Override
  public void tell(DeliveryEvent.OfDeployment event) {
    ledger.write(SLIPWAY, event);
  }

  @Override
  public void note(String text) {
    tell(new DeliveryEvent.Noted(id, text));
  }

  @Override
  public Deployment now() {
    return ledger.ask(history -> history.find(id).orElseThrow());
  }

  @Override
  public boolean isOff() {
    Deployment deployment = now();
    boolean wayBack = deployment.undo().isPresent();
    boolean undoing =
        deployment
            .current()
            .map(begun -> begun.move().state() == DeploymentState.ROLLING_BACK)
            .orElse(false);
    return ending.getAsBoolean() || (wayBack && !undoing);
  }

  @Override
  public void pause(Duration longest) {
    long seen = ledger.version();
    if (!isOff()) {
      ledger.await(seen, longest);
    }
  }
}
