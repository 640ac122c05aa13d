package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Ports;
import dev.slipway.router.RouterControl;
import dev.slipway.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The one that carries deployments out: one environment's one after the other, environments side by
 * side. Safe for use by many threads.
 *
 * <p>All it knows is in the journal. One that takes over after a crash goes on where the last entry
 * left off.
 */
public final class Controller implements AutoCloseable {
  /** A router that is killed is back within a second. */
  private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Stage stage;
  private final Planner planner;
  private final InstantSource clock;
  private final Lanes lanes;
  private final Reviews reviews;

  Controller(Ledger ledger, Stage stage, Planner planner, InstantSource clock) {
    this.ledger = ledger;
    this.stage = stage;
    this.planner = planner;
    this.clock = clock;
    this.lanes = new Lanes(ledger, stage, planner, clock);
    this.reviews = new Reviews(ledger);
  }

  /**
   * The controller of a project.
   *
   * @param router changes its routes
   * @param ensured makes sure that the router runs and answers how it listens
   */
  public static Controller open(
      Project project, Journal journal, RouterControl router, Supplier<RouterSettings> ensured) {
    Ledger ledger = Ledger.open(journal);
    Ports ports = Ports.ofMachine();
    ProcessTarget target = new ProcessTarget(project.stateFolder(), ports);
    Schema schema = new Schema(new KeptDatabases(project.stateFolder(), project.secrets(), ports));
    LiveStage live = new LiveStage(project, schema, target, router, ensured, ledger);
    Stage stage = new PatientStage(live, ensured, LONGEST_ABSENCE);
    Planner planner = new ReleasePlanner(project, schema, ensured);
    return new Controller(ledger, stage, planner, project.clock());
  }

  /** Takes up every deployment that has not settled. */
  public void resume() {
    for (String environment : ledger.ask(History::environments)) {
      if (!ledger.ask(history -> history.unsettled(environment)).isEmpty()) {
        lanes.wake(environment);
      }
    }
  }

  /** The plan of what is wanted, as it would be now; nothing is changed. */
  public DeploymentPlan plan(Wish wish) {
    DeploymentId id = ledger.ask(history -> history.nextId(wish.environment()));
    return planner.plan(id, wish, serving(wish.environment()));
  }

  /**
   * Plans a deployment and begins it, or lets it wait for those before it. One that only waits
   * gives way to it where slipway.yaml says so, and to a rollback; one that is live and watched is
   * not watched any longer.
   *
   * @throws SlipwayException REFUSED when the environment is locked
   */
  public Deployment deploy(Wish wish) {
    Lock planning = lanes.planning(wish.environment());
    planning.lock();
    try {
      refuseOfAnother(lock(wish.environment()), wish.actor());
      DeploymentPlan plan = plan(wish);
      List<Deployment> busy = ledger.ask(history -> history.unsettled(wish.environment()));
      boolean supersedes =
          wish.rollback() || planner.waiting(wish.environment()) == Environment.Waiting.SUPERSEDE;
      ledger.write(wish.actor(), new DeliveryEvent.Planned(plan));
      for (Deployment earlier : busy) {
        giveWay(earlier, plan.deployment(), supersedes);
      }
      ledger.ask(history -> history.unsettled(wish.environment())).stream()
          .filter(each -> !each.id().equals(plan.deployment()))
          .reduce((older, newer) -> newer)
          .ifPresent(
              ahead ->
                  ledger.write(
                      DeploymentRun.SLIPWAY,
                      new DeliveryEvent.Queued(plan.deployment(), ahead.id())));
      lanes.wake(wish.environment());
      return find(plan.deployment());
    } finally {
      planning.unlock();
    }
  }

  private void giveWay(Deployment earlier, DeploymentId to, boolean superseded) {
    switch (earlier.state()) {
      case PLANNED, AWAITING_APPROVAL -> {
        if (superseded) {
          ledger.write(
              DeploymentRun.SLIPWAY,
              new DeliveryEvent.RollbackAsked(earlier.id(), "superseded by " + to));
        }
      }
      case LIVE ->
          ledger.write(DeploymentRun.SLIPWAY, new DeliveryEvent.PromotionAsked(earlier.id()));
      case MIGRATING,
          STARTING,
          PROBING,
          SHIFTING,
          VERIFYING,
          ROLLING_BACK,
          ROLLED_BACK,
          FAILED -> {}
    }
  }

  private static void refuseOfAnother(Optional<DeliveryEvent.Locked> held, String actor) {
    held.filter(lock -> !lock.by().equals(actor))
        .ifPresent(
            lock -> {
              throw new SlipwayException(
                  ErrorCode.REFUSED,
                  lock.environment()
                      + " is locked by "
                      + lock.by()
                      + " until "
                      + lock.expires()
                      + ": "
                      + lock.reason());
            });
  }

  /**
   * Allows a plan, as {@link Reviews#approve} says.
   *
   * @throws SlipwayException REFUSED when somebody else has locked the environment
   */
  public void approve(
      DeploymentId id,
      String reviewer,
      Optional<String> shown,
      Optional<String> comment,
      boolean unattended) {
    refuseOfAnother(lock(find(id).plan().environment()), reviewer);
    reviews.approve(id, reviewer, shown, comment, unattended);
  }

  /** Refuses a plan, as {@link Reviews#reject} says. */
  public void reject(DeploymentId id, String reviewer, Optional<String> comment) {
    reviews.reject(id, reviewer, comment);
  }

  /**
   * Goes on with the running deployment of an environment without waiting any longer; when there is
   * none, deploys what is live in the environment it takes releases from.
   *
   * @param source that environment, if slipway.yaml names one
   */
  public Deployment promote(String environment, Optional<String> source, String actor) {
    Optional<Deployment> running =
        ledger.ask(history -> history.unsettled(environment).stream().findFirst());
    if (running.isPresent()) {
      ledger.write(actor, new DeliveryEvent.PromotionAsked(running.get().id()));
      return find(running.get().id());
    }
    String release =
        source
            .flatMap(this::serving)
            .orElseThrow(
                () ->
                    new SlipwayException(
                        ErrorCode.REFUSED,
                        source
                            .map(from -> "nothing is live in " + from + " that could be promoted")
                            .orElse("nothing is being deployed into " + environment)));
    return deploy(new Wish(environment, release, actor, false));
  }

  /**
   * Takes the newest deployment of an environment back: at once while the old release is warm, else
   * by a deployment of what served before.
   *
   * @param to the release to go back to; what served before when absent
   */
  public Deployment rollback(String environment, Optional<String> to, String actor) {
    Optional<Deployment> undoable =
        ledger.ask(
            history ->
                history.unsettled(environment).stream()
                    .filter(Deployment::isUndoable)
                    .filter(each -> to.isEmpty() || each.plan().previous().equals(to))
                    .findFirst());
    if (undoable.isPresent()) {
      DeploymentId id = undoable.get().id();
      ledger.write(actor, new DeliveryEvent.RollbackAsked(id, actor + " asked for it"));
      return find(id);
    }
    return deploy(new Wish(environment, to.orElseGet(() -> before(environment)), actor, true));
  }

  /** The release a rollback of the environment would bring back. */
  public String before(String environment) {
    return ledger.ask(
        history ->
            history
                .live(environment)
                .flatMap(live -> history.before(live).stream().findFirst())
                .map(earlier -> earlier.plan().release())
                .orElseThrow(
                    () ->
                        new SlipwayException(
                            ErrorCode.REFUSED,
                            "nothing served " + environment + " before what serves now")));
  }

  /**
   * Keeps others from deploying into an environment for a while: what they asked for before waits,
   * too, and nobody else allows a plan; what is under way goes on. Who holds the lock already holds
   * it for that while from now on.
   *
   * @return the lock; it expires at a whole second
   * @throws SlipwayException REFUSED when somebody else has locked it
   */
  public DeliveryEvent.Locked lock(String environment, String by, String reason, Duration span) {
    Instant now = clock.instant();
    Instant expires = now.plus(span).truncatedTo(ChronoUnit.SECONDS);
    DeliveryEvent.Locked lock = new DeliveryEvent.Locked(environment, by, reason, expires);
    return ledger.ask(
        history -> {
          refuseOfAnother(history.lock(environment, now), by);
          ledger.write(by, lock);
          return lock;
        });
  }

  /**
   * Opens an environment again, whoever locked it.
   *
   * @return the lock that held
   */
  public Optional<DeliveryEvent.Locked> unlock(String environment, String by) {
    Instant now = clock.instant();
    return ledger.ask(
        history -> {
          Optional<DeliveryEvent.Locked> lock = history.lock(environment, now);
          lock.ifPresent(held -> ledger.write(by, new DeliveryEvent.Unlocked(environment, by)));
          return lock;
        });
  }

  /** The lock of an environment, if it holds now. */
  public Optional<DeliveryEvent.Locked> lock(String environment) {
    Instant now = clock.instant();
    return ledger.ask(history -> history.lock(environment, now));
  }

  /** The maintenance page of an environment, if it is shown. */
  public Optional<DeliveryEvent.Maintenance> maintenance(String environment) {
    return ledger.ask(history -> history.maintenance(environment));
  }

  /** Shows a maintenance page instead of an environment, or serves it again. */
  public void maintenance(String environment, boolean on, String message, String by) {
    ledger.write(by, new DeliveryEvent.Maintenance(environment, on, message));
    stage.maintain(environment, on, message);
  }

  /** The environments that something was deployed into, or that are locked. */
  public List<String> environments() {
    Instant now = clock.instant();
    return ledger.ask(
        history ->
            Stream.concat(history.environments().stream(), history.locked(now).stream())
                .distinct()
                .toList());
  }

  /** A deployment by its identity. */
  public Deployment find(DeploymentId id) {
    return ledger.ask(history -> history.known(id));
  }

  /** All deployments, oldest first. */
  public List<Deployment> deployments() {
    return ledger.ask(History::all);
  }

  /** The deployment whose release serves an environment. */
  public Optional<Deployment> live(String environment) {
    return ledger.ask(history -> history.live(environment));
  }

  private Optional<String> serving(String environment) {
    return live(environment).map(deployment -> deployment.plan().release());
  }

  /** Puts right what ended by itself since the last look. */
  public void look() {
    stage.mend();
  }

  /** Ends every instance, database and route; nothing is deployed any more. */
  public void stopEverything() {
    close();
    stage.clear();
  }

  /** Leaves every deployment where it is; the next controller goes on with it. */
  @Override
  public void close() {
    lanes.close();
  }
}
