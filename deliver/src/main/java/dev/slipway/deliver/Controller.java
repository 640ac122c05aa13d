package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Ports;
import dev.slipway.router.RouterControl;
import dev.slipway.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one that carries deployments out: one environment's one after the other, environments side by
 * side. Safe for use by many threads.
 *
 * <p>All it knows is in the journal. One that takes over after a crash goes on where the last entry
 * left off.
 */
public final class Controller implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Stage stage;
  private final Planner planner;
  private final InstantSource clock;
  private final Map<String, Lane> lanes = new HashMap<>();
  private volatile boolean ending;

  Controller(Ledger ledger, Stage stage, Planner planner, InstantSource clock) {
    this.ledger = ledger;
    this.stage = stage;
    this.planner = planner;
    this.clock = clock;
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
    LiveStage stage = new LiveStage(project, schema, target, router, ensured, ledger);
    Planner planner = new ReleasePlanner(project, schema, ensured);
    return new Controller(ledger, stage, planner, project.clock());
  }

  /** Takes up every deployment that has not settled. */
  public void resume() {
    for (String environment : ledger.ask(History::environments)) {
      if (!ledger.ask(history -> history.unsettled(environment)).isEmpty()) {
        wakeLane(environment);
      }
    }
  }

  /** The plan of what is wanted, as it would be now; nothing is changed. */
  public DeploymentPlan plan(Wish wish) {
    DeploymentId id = ledger.ask(history -> history.nextId(wish.environment()));
    return planner.plan(id, wish, serving(wish.environment()));
  }

  /**
   * Plans a deployment and begins it, or lets it wait for the one before it. One that only waits
   * gives way to it; one that is live and watched is not watched any longer.
   *
   * @throws SlipwayException REFUSED when the environment is locked
   */
  public Deployment deploy(Wish wish) {
    Lane lane = laneOf(wish.environment());
    lane.planning().lock();
    try {
      refuseWhenLocked(wish);
      DeploymentPlan plan = plan(wish);
      List<Deployment> busy = ledger.ask(history -> history.unsettled(wish.environment()));
      ledger.write(wish.actor(), new DeliveryEvent.Planned(plan));
      for (Deployment earlier : busy) {
        giveWay(earlier, plan.deployment());
      }
      ledger.ask(history -> history.unsettled(wish.environment())).stream()
          .filter(each -> !each.id().equals(plan.deployment()))
          .reduce((older, newer) -> newer)
          .ifPresent(
              ahead ->
                  ledger.write(
                      DeploymentRun.SLIPWAY,
                      new DeliveryEvent.Queued(plan.deployment(), ahead.id())));
      wakeLane(wish.environment());
      return find(plan.deployment());
    } finally {
      lane.planning().unlock();
    }
  }

  private void giveWay(Deployment earlier, DeploymentId to) {
    switch (earlier.state()) {
      case PLANNED, AWAITING_APPROVAL ->
          ledger.write(
              DeploymentRun.SLIPWAY,
              new DeliveryEvent.RollbackAsked(earlier.id(), "superseded by " + to));
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

  private void refuseWhenLocked(Wish wish) {
    Instant now = clock.instant();
    ledger
        .ask(history -> history.lock(wish.environment(), now))
        .filter(lock -> !lock.by().equals(wish.actor()))
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
   * Allows a plan.
   *
   * @param shown the digest of the plan the reviewer has seen, if it was named
   * @param unattended whether nobody looked at the plan: {@code --yes}
   * @throws SlipwayException REFUSED when the rules do not let this reviewer, or the plan is
   *     another one by now
   */
  public void approve(
      DeploymentId id,
      String reviewer,
      Optional<String> shown,
      Optional<String> comment,
      boolean unattended) {
    ledger.ask(
        history -> {
          Deployment deployment = awaiting(history, id);
          String digest = deployment.consent().orElseThrow().plan();
          if (shown.isPresent() && !shown.get().equals(digest)) {
            throw new SlipwayException(
                ErrorCode.REFUSED,
                "the plan of " + id + " is no longer " + shown.get() + "; look at it again");
          }
          refuse(deployment, reviewer);
          if (unattended && !deployment.plan().approval().map(ApprovalRule::yes).orElse(true)) {
            throw new SlipwayException(
                ErrorCode.REFUSED,
                "--yes does not count in "
                    + id.environment()
                    + "; a person has to look at the plan");
          }
          ledger.write(reviewer, new DeliveryEvent.Approved(id, digest, reviewer, comment));
          return digest;
        });
  }

  /** Refuses a plan; whoever may allow it may refuse it, and so may who asked for it. */
  public void reject(DeploymentId id, String reviewer, Optional<String> comment) {
    ledger.ask(
        history -> {
          Deployment deployment = awaiting(history, id);
          if (!reviewer.equals(deployment.requester())) {
            refuse(deployment, reviewer);
          }
          ledger.write(reviewer, new DeliveryEvent.Rejected(id, reviewer, comment));
          return id;
        });
  }

  private static Deployment awaiting(History history, DeploymentId id) {
    Deployment deployment = history.find(id).orElseThrow(() -> unknown(id));
    boolean open =
        deployment.consent().isPresent() && deployment.state() == DeploymentState.AWAITING_APPROVAL;
    if (!open) {
      throw new SlipwayException(
          ErrorCode.REFUSED, id + " awaits no approval; it is " + deployment.state().text());
    }
    return deployment;
  }

  private static void refuse(Deployment deployment, String reviewer) {
    deployment
        .plan()
        .approval()
        .flatMap(rule -> rule.objection(reviewer, deployment.requester()))
        .ifPresent(
            objection -> {
              throw new SlipwayException(ErrorCode.REFUSED, objection);
            });
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

  /** Keeps others from deploying into an environment for a while. */
  public void lock(String environment, String by, String reason, Duration span) {
    Instant expires = clock.instant().plus(span);
    ledger.write(by, new DeliveryEvent.Locked(environment, by, reason, expires));
  }

  /** Opens an environment again. */
  public void unlock(String environment, String by) {
    ledger.write(by, new DeliveryEvent.Unlocked(environment, by));
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

  /** The environments that something was deployed into. */
  public List<String> environments() {
    return ledger.ask(History::environments);
  }

  /** A deployment by its identity. */
  public Deployment find(DeploymentId id) {
    return ledger.ask(history -> history.find(id).orElseThrow(() -> unknown(id)));
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

  private static SlipwayException unknown(DeploymentId id) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND, "there is no deployment " + id + "; 'slipway status' lists them");
  }

  /** What carries one environment's deployments out, and the lock of whoever plans one more. */
  private record Lane(Thread thread, ReentrantLock planning) {}

  private Lane laneOf(String environment) {
    synchronized (lanes) {
      return lanes.computeIfAbsent(
          environment,
          name ->
              new Lane(
                  Thread.ofVirtual().name("lane " + name).unstarted(() -> drive(name)),
                  new ReentrantLock()));
    }
  }

  private void wakeLane(String environment) {
    Thread thread = laneOf(environment).thread();
    synchronized (lanes) {
      if (thread.getState() == Thread.State.NEW && !ending) {
        thread.start();
      }
    }
    ledger.wake();
  }

  private void drive(String environment) {
    while (!ending) {
      long seen = ledger.version();
      Optional<Deployment> next =
          ledger.ask(history -> history.unsettled(environment).stream().findFirst());
      if (next.isPresent()) {
        new DeploymentRun(next.get().id(), ledger, stage, planner, clock, () -> ending).run();
      } else {
        ledger.await(seen, Duration.ofMinutes(1));
      }
    }
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
    List<Lane> running;
    synchronized (lanes) {
      ending = true;
      running = new ArrayList<>(lanes.values());
    }
    ledger.wake();
    for (Lane lane : running) {
      try {
        if (lane.thread().getState() != Thread.State.NEW) {
          lane.thread().join(FAREWELL);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
