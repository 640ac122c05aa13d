package dev.slipway.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one deployment stands: entries in, the next intent out. Immutable; it does nothing itself and
 * knows no clock, so that the same entries always mean the same.
 *
 * @param plan what it is going to do
 * @param requester who asked for it
 * @param plannedAt when
 * @param done how many moves of the plan are made
 * @param current the move whose intent is written and whose outcome is not
 * @param begun what has begun so far, the way back included, in order
 * @param consent whether somebody allowed the plan
 * @param wayBack how far the way back is, if it is taken
 * @param promotion whether the rest of the traffic steps shall not be waited for
 * @param end how it ended, if it has
 */
public record Deployment(
    DeploymentPlan plan,
    String requester,
    Instant plannedAt,
    int done,
    Optional<Begun> current,
    List<Move> begun,
    Optional<Consent> consent,
    Optional<WayBack> wayBack,
    boolean promotion,
    Optional<DeliveryEvent.Settled> end) {

  /** A move and when its intent was written. */
  public record Begun(Move move, Instant at) {}

  /**
   * The question whether the plan may be carried out.
   *
   * @param plan the digest of the plan that was shown
   * @param by who said yes so far
   */
  public record Consent(String plan, Instant asked, Instant expires, List<String> by) {
    /** Copies the list. */
    public Consent {
      by = List.copyOf(by);
    }

    private Consent givenBy(String who) {
      List<String> all = new ArrayList<>(by);
      if (!all.contains(who)) {
        all.add(who);
      }
      return new Consent(plan, asked, expires, all);
    }
  }

  /**
   * The way back to the release that served before.
   *
   * @param reason why it is taken
   * @param made the moves of it that are made
   * @param failed the moves of it that could not be made, and why
   */
  public record WayBack(String reason, List<Move> made, Map<Move, String> failed) {
    private static final Move RESTORE = new Move.Restore();
    private static final Move DISCARD = new Move.Discard();

    /** Copies both. */
    public WayBack {
      made = List.copyOf(made);
      failed = Map.copyOf(failed);
    }

    private WayBack afterMade(Move move) {
      List<Move> all = new ArrayList<>(made);
      all.add(move);
      return new WayBack(reason, all, failed);
    }

    private WayBack afterFailed(Move move, String why) {
      Map<Move, String> all = new HashMap<>(failed);
      all.put(move, why);
      return new WayBack(reason, made, all);
    }

    private boolean isTried(Move move) {
      return made.contains(move) || failed.containsKey(move);
    }

    /** Whether traffic may still be where it was to be taken from. */
    private boolean isBlocked() {
      return failed.containsKey(RESTORE);
    }

    private String text() {
      StringBuilder text = new StringBuilder(reason);
      if (isBlocked()) {
        text.append("; the way back failed: ").append(failed.get(RESTORE));
      }
      if (failed.containsKey(DISCARD)) {
        text.append("; what it had started could not be stopped: ").append(failed.get(DISCARD));
      }
      return text.toString();
    }
  }

  /** What has to be done next. */
  public sealed interface Next {
    /** Write the intent of a move, then make it. */
    record Begin(Move move) implements Next {}

    /** Make a move whose intent is written already; its effect may be there. */
    record Resume(Move move, Instant since) implements Next {}

    /** Write how it ended. */
    record Settle(DeploymentState state, Optional<String> reason) implements Next {}
  }

  /** Copies the list. */
  public Deployment {
    begun = List.copyOf(begun);
  }

  /** A deployment that has just been planned. */
  static Deployment of(DeploymentPlan plan, String requester, Instant at) {
    return new Deployment(
        plan,
        requester,
        at,
        0,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** Its identity. */
  public DeploymentId id() {
    return plan.deployment();
  }

  /** Why it goes back, or went; empty if it does not. */
  public Optional<String> undo() {
    return wayBack.map(WayBack::reason);
  }

  /** How far it is. */
  public DeploymentState state() {
    if (end.isPresent()) {
      return end.get().state();
    }
    if (wayBack.isPresent()) {
      return DeploymentState.ROLLING_BACK;
    }
    if (current.isPresent()) {
      return current.get().move().state();
    }
    if (done == plan.moves().size()) {
      return DeploymentState.LIVE;
    }
    return begun.isEmpty() ? DeploymentState.PLANNED : begun.getLast().state();
  }

  /** Whether it serves all traffic, or has just been watched doing so. */
  public boolean isPromoted() {
    return plan.moves().subList(0, done).stream().anyMatch(Move.Promote.class::isInstance);
  }

  /** Whether the old release can still be had back at once. */
  public boolean isUndoable() {
    return end.isEmpty() && begun.stream().noneMatch(Move::isFinal);
  }

  /** The move to make now; empty once it has settled. */
  public Optional<Next> next() {
    if (end.isPresent()) {
      return Optional.empty();
    }
    if (wayBack.isPresent()) {
      return Optional.of(next(wayBack.get()));
    }
    if (current.isPresent()) {
      return Optional.of(new Next.Resume(current.get().move(), current.get().at()));
    }
    if (done < plan.moves().size()) {
      return Optional.of(new Next.Begin(plan.moves().get(done)));
    }
    return Optional.of(new Next.Settle(DeploymentState.LIVE, Optional.empty()));
  }

  private Next next(WayBack way) {
    if (current.isPresent() && isUndo(current.get().move())) {
      return new Next.Resume(current.get().move(), current.get().at());
    }
    boolean served = begun.stream().anyMatch(Deployment::movesTraffic);
    if (served && !way.isTried(WayBack.RESTORE)) {
      return new Next.Begin(WayBack.RESTORE);
    }
    // Whoever still has the traffic must not be stopped; the controller tries again to take it.
    boolean needed = way.isBlocked() && plan.previous().isPresent();
    boolean started = begun.stream().anyMatch(Deployment::startsInstances);
    if (started && !needed && !way.isTried(WayBack.DISCARD)) {
      return new Next.Begin(WayBack.DISCARD);
    }
    boolean back = served && !way.isBlocked();
    DeploymentState state = back ? DeploymentState.ROLLED_BACK : DeploymentState.FAILED;
    return new Next.Settle(state, Optional.of(way.text()));
  }

  private static boolean movesTraffic(Move move) {
    return move instanceof Move.Shift
        || move instanceof Move.Replace
        || move instanceof Move.Promote;
  }

  private static boolean startsInstances(Move move) {
    return move instanceof Move.Start || move instanceof Move.Replace;
  }

  private static boolean isUndo(Move move) {
    return move instanceof Move.Restore || move instanceof Move.Discard;
  }

  /** The deployment after one more entry about it. */
  Deployment after(DeliveryEvent.OfDeployment event, String actor, Instant at) {
    return switch (event) {
      case DeliveryEvent.Planned planned -> this;
      case DeliveryEvent.Replanned replanned -> replanned(replanned.plan());
      case DeliveryEvent.MoveStarted started -> started(started.move(), at);
      case DeliveryEvent.MoveFinished finished -> finished(finished.move());
      case DeliveryEvent.MoveFailed failed -> failed(failed.move(), failed.reason());
      case DeliveryEvent.ApprovalAsked asked ->
          consent(Optional.of(new Consent(asked.plan(), at, asked.expires(), List.of())));
      case DeliveryEvent.Approved approved ->
          consent(
              consent
                  .filter(open -> open.plan().equals(approved.plan()))
                  .map(open -> open.givenBy(approved.by()))
                  .or(() -> consent));
      case DeliveryEvent.Rejected rejected ->
          undone(
              "rejected by "
                  + rejected.by()
                  + rejected.comment().map(comment -> ": " + comment).orElse(""));
      case DeliveryEvent.PromotionAsked asked -> promoted();
      case DeliveryEvent.RollbackAsked asked -> undone(asked.reason());
      case DeliveryEvent.Settled settled -> settled(settled);
      case DeliveryEvent.Queued queued -> this;
      case DeliveryEvent.Noted noted -> this;
      case DeliveryEvent.InstanceStarting starting -> this;
      case DeliveryEvent.InstanceStarted started -> this;
      case DeliveryEvent.InstanceStopped stopped -> this;
      case DeliveryEvent.Judging judging -> this;
      case DeliveryEvent.Judged judged -> this;
      case DeliveryEvent.Served served -> this;
    };
  }

  private Deployment started(Move move, Instant at) {
    List<Move> all = new ArrayList<>(begun);
    all.add(move);
    return with(done, Optional.of(new Begun(move, at)), all, wayBack);
  }

  private Deployment finished(Move move) {
    if (isUndo(move)) {
      return with(done, Optional.empty(), begun, wayBack.map(way -> way.afterMade(move)));
    }
    return with(done + 1, Optional.empty(), begun, wayBack);
  }

  // Once the old release is on its way out, a failure changes nothing for the users any more; and
  // a move of the way back that fails was tried for as long as it makes sense.
  private Deployment failed(Move move, String reason) {
    if (isUndo(move)) {
      return with(done, Optional.empty(), begun, wayBack.map(way -> way.afterFailed(move, reason)));
    }
    return move.isFinal() ? finished(move) : undone(reason);
  }

  private Deployment undone(String reason) {
    if (wayBack.isPresent() || !isUndoable()) {
      return this;
    }
    WayBack way = new WayBack(reason, List.of(), Map.of());
    return with(done, Optional.empty(), begun, Optional.of(way));
  }

  private Deployment replanned(DeploymentPlan changed) {
    int approve = changed.moves().indexOf(new Move.Approve());
    return new Deployment(
        changed,
        requester,
        plannedAt,
        Math.max(0, Math.min(done, approve)),
        Optional.empty(),
        begun,
        Optional.empty(),
        wayBack,
        promotion,
        end);
  }

  private Deployment with(
      int made, Optional<Begun> now, List<Move> allBegun, Optional<WayBack> way) {
    return new Deployment(
        plan, requester, plannedAt, made, now, allBegun, consent, way, promotion, end);
  }

  private Deployment consent(Optional<Consent> changed) {
    return new Deployment(
        plan, requester, plannedAt, done, current, begun, changed, wayBack, promotion, end);
  }

  private Deployment promoted() {
    return new Deployment(
        plan, requester, plannedAt, done, current, begun, consent, wayBack, true, end);
  }

  private Deployment settled(DeliveryEvent.Settled how) {
    return new Deployment(
        plan,
        requester,
        plannedAt,
        done,
        Optional.empty(),
        begun,
        consent,
        wayBack,
        promotion,
        Optional.of(how));
  }
}
