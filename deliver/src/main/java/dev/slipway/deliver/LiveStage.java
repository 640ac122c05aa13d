package dev.slipway.deliver;

import dev.slipway.deliver.migrate.Contracts;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.router.RouterControl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Where deployments of a project become real: databases, instances and routes. */
final class LiveStage implements Stage {
  private final Project project;
  private final Schema schema;
  private final Crew crew;
  private final RouterControl router;
  private final Supplier<RouterSettings> listening;
  private final Ledger ledger;
  private final OldReleases oldReleases;
  private final Verdicts verdicts;
  private final Map<DeploymentId, String> troubles = new ConcurrentHashMap<>();

  LiveStage(
      Project project,
      Schema schema,
      Target target,
      RouterControl router,
      Supplier<RouterSettings> listening,
      Ledger ledger) {
    this.project = project;
    this.schema = schema;
    this.crew = new Crew(target, ledger);
    this.router = router;
    this.listening = listening;
    this.ledger = ledger;
    this.oldReleases = new OldReleases(project, ledger);
    this.verdicts = new Verdicts(ledger, project.clock());
  }

  @Override
  public Outcome make(Deployment deployment, Move move, Instant since, Signals signals) {
    DeploymentPlan plan = deployment.plan();
    Scope bare = project.scope(plan.environment(), plan.release(), listening.get());
    CommandRun commands = new CommandRun(bare, plan);
    return switch (move) {
      case Move.Check check -> check(bare, plan, commands);
      case Move.Approve approve -> new Outcome.Made("");
      case Move.Migrate migrate -> migrate(bare, commands, signals);
      case Move.Contract contract -> schema.apply(bare, Contracts.APPLY, signals);
      case Move.Start start -> start(bare, plan, commands, signals);
      case Move.Probe probe -> rollout(bare, plan, signals).probe(commands);
      case Move.Shift shift -> rollout(bare, plan, signals).shift(shift.percent());
      case Move.Replace replace -> {
        Rollout rollout = rollout(bare, plan, signals);
        yield rollout.replace(replace, predecessor(rollout, signals));
      }
      case Move.Verify verify ->
          verdicts.verify(
              deployment, verify, since, rollout(bare, plan, signals), commands, signals);
      case Move.Promote promote -> promote(bare, plan, commands, signals);
      case Move.Watch watch ->
          verdicts.watch(deployment, watch, since, rollout(bare, plan, signals), signals);
      case Move.Retire retire -> retire(rollout(bare, plan, signals), signals);
      case Move.Restore restore -> restore(bare, deployment, commands, signals);
      case Move.Discard discard ->
          new Outcome.Made(instances(crew.stop(plan.deployment(), signals)) + " stopped");
    };
  }

  private Rollout rollout(Scope bare, DeploymentPlan plan, Signals signals) {
    Scope scope = bare.with(schema.find(bare));
    return new Rollout(scope, plan, crew, new Traffic(router, plan.environment()), ledger, signals);
  }

  private Optional<Predecessor> predecessor(Rollout rollout, Signals signals) {
    Optional<Deployment> old = rollout.before();
    try {
      return old.map(deployment -> predecessor(deployment, rollout.traffic(), signals));
    } catch (SlipwayException e) {
      if (e.code() == ErrorCode.UNREACHABLE) {
        throw e;
      }
      signals.note("the release before stays as it is: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Predecessor predecessor(Deployment old, Traffic traffic, Signals signals) {
    DeploymentPlan plan = old.plan();
    Scope bare = project.scope(plan.environment(), plan.release(), listening.get());
    return new Predecessor(old, bare.with(schema.find(bare)), crew, traffic, signals);
  }

  private Outcome check(Scope scope, DeploymentPlan plan, CommandRun commands) {
    List<String> reasons = new Preflight(scope, plan, schema, ledger).reasons();
    if (!reasons.isEmpty()) {
      return new Outcome.Failed(String.join("; ", reasons));
    }
    return commands
        .check(scope.environment().checks().at(Checks.Moment.BEFORE))
        .<Outcome>map(Outcome.Failed::new)
        .orElseGet(() -> new Outcome.Made(""));
  }

  private Outcome migrate(Scope scope, CommandRun commands, Signals signals) {
    Optional<String> refused = commands.hooks(Hooks.Point.BEFORE_MIGRATE, signals);
    if (refused.isPresent()) {
      return new Outcome.Failed(refused.get());
    }
    Outcome outcome = schema.apply(scope, Contracts.HOLD, signals);
    if (outcome instanceof Outcome.Made) {
      commands.hooks(Hooks.Point.AFTER_MIGRATE, signals);
    }
    return outcome;
  }

  private Outcome start(Scope bare, DeploymentPlan plan, CommandRun commands, Signals signals) {
    Optional<String> refused = commands.hooks(Hooks.Point.BEFORE_DEPLOY, signals);
    if (refused.isPresent()) {
      return new Outcome.Failed(refused.get());
    }
    Map<ComponentName, DatabaseUrl> databases = schema.start(bare);
    List<String> burdens = schema.burdens(bare, databases);
    if (!burdens.isEmpty()) {
      return new Outcome.Failed(String.join("; ", burdens));
    }
    Scope scope = bare.with(databases);
    int started = crew.start(scope, plan.deployment(), Integer.MAX_VALUE, signals);
    return new Outcome.Made(instances(started));
  }

  private Outcome promote(Scope bare, DeploymentPlan plan, CommandRun commands, Signals signals) {
    Outcome outcome = rollout(bare, plan, signals).promote();
    if (outcome instanceof Outcome.Made) {
      Optional<String> failed = commands.check(bare.environment().checks().at(Checks.Moment.AFTER));
      if (failed.isPresent()) {
        return new Outcome.Failed(failed.get());
      }
      commands.hooks(Hooks.Point.AFTER_DEPLOY, signals);
    }
    return outcome;
  }

  private Outcome retire(Rollout rollout, Signals signals) {
    Outcome outcome = rollout.retire();
    if (outcome instanceof Outcome.Made) {
      oldReleases.remove().ifPresent(signals::note);
    }
    return outcome;
  }

  private Outcome restore(Scope bare, Deployment deployment, CommandRun commands, Signals signals) {
    // Traffic goes back first: whatever a hook does, users are not to wait for it.
    Rollout rollout = rollout(bare, deployment.plan(), signals);
    Outcome outcome =
        rollout.restore(deployment.undo().orElse("rolled back"), predecessor(rollout, signals));
    commands.hooks(Hooks.Point.BEFORE_ROLLBACK, signals);
    commands.hooks(Hooks.Point.AFTER_ROLLBACK, signals);
    return outcome;
  }

  @Override
  public void maintain(String environment, boolean on, String message) {
    ledger
        .ask(history -> history.live(environment))
        .ifPresent(
            live -> {
              Scope scope = project.scope(environment, live.plan().release(), listening.get());
              new Traffic(router, environment).maintain(scope.routed(), on, message);
            });
  }

  @Override
  public void mend() {
    // Asked for while nothing is at rest, too: the router has to live under a canary above all.
    RouterSettings settings;
    try {
      settings = listening.get();
    } catch (SlipwayException e) {
      Optional<String> trouble = Optional.of(String.valueOf(e.getMessage()));
      atRest().forEach(live -> note(trouble, new MendingSignals(live, ledger)));
      return;
    }
    for (Deployment live : atRest()) {
      Signals signals = new MendingSignals(live, ledger);
      note(trouble(live, settings, signals), signals);
    }
  }

  private List<Deployment> atRest() {
    return ledger.ask(
        history ->
            history.environments().stream()
                .filter(history::isAtRest)
                .flatMap(environment -> history.live(environment).stream())
                .toList());
  }

  /** Notes what keeps a deployment from being put right, once for as long as it stays the same. */
  private void note(Optional<String> trouble, Signals signals) {
    DeploymentId live = signals.now().id();
    if (trouble.isEmpty()) {
      troubles.remove(live);
      return;
    }
    String before = troubles.put(live, trouble.get());
    if (!trouble.get().equals(before)) {
      signals.note(trouble.get());
    }
  }

  // One environment that cannot be put right must not keep the others from it.
  private Optional<String> trouble(Deployment live, RouterSettings settings, Signals signals) {
    try {
      return mend(live, settings, signals);
    } catch (SlipwayException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  // What the machine lost, a restart of it above all; a release's own crashes are the target's.
  private Optional<String> mend(Deployment live, RouterSettings settings, Signals signals) {
    Scope bare = project.scope(live.plan().environment(), live.plan().release(), settings);
    if (crew.isIncomplete(live.id())) {
      Scope scope = bare.with(schema.start(bare));
      crew.start(scope, live.id(), Integer.MAX_VALUE, signals);
    }
    Rollout rollout = rollout(bare, live.plan(), signals);
    Optional<String> failed = rollout.serve();
    // What does not serve is neither to be in the routes nor to run, unless it still has traffic,
    // or is warm under a watch.
    boolean settled =
        ledger.ask(history -> history.unsettled(bare.environment().name().text())).isEmpty();
    if (failed.isEmpty() && settled) {
      rollout.serveAlone();
      crew.stopOthers(live.id(), signals);
    }
    return failed;
  }

  @Override
  public void clear() {
    try {
      crew.clear();
    } finally {
      schema.clear();
    }
  }

  static String instances(int number) {
    return number == 1 ? "1 instance" : number + " instances";
  }
}
