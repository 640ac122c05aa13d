package dev.slipway.deliver;

import dev.slipway.deliver.build.PlacedComponent;
import dev.slipway.deliver.build.ReleaseId;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.router.DeployOptions;
import dev.slipway.router.Destination;
import dev.slipway.router.HealthCheck;
import dev.slipway.router.Match;
import dev.slipway.router.ReleaseLabel;
import dev.slipway.router.RoutePolicy;
import dev.slipway.router.Slot;
import dev.slipway.router.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The moves of one deployment that instances and routes make together. */
final class Rollout {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int ALL = Integer.MAX_VALUE;
  private static final int STABLE = -1;

  private final Scope scope;
  private final DeploymentPlan plan;
  private final Crew crew;
  private final Traffic traffic;
  private final Ledger ledger;
  private final Signals signals;

  Rollout(
      Scope scope,
      DeploymentPlan plan,
      Crew crew,
      Traffic traffic,
      Ledger ledger,
      Signals signals) {
    this.scope = scope;
    this.plan = plan;
    this.crew = crew;
    this.traffic = traffic;
    this.ledger = ledger;
    this.signals = signals;
  }

  Scope scope() {
    return scope;
  }

  Traffic traffic() {
    return traffic;
  }

  private ReleaseLabel label() {
    return Traffic.label(plan);
  }

  /** What the router calls the release that serves beside this one, if one does. */
  Optional<ReleaseLabel> old() {
    return before().map(live -> Traffic.label(live.plan()));
  }

  /** The deployment whose place this one takes, if there is one. */
  Optional<Deployment> before() {
    return ledger
        .ask(history -> history.live(plan.environment()))
        .filter(live -> !live.id().equals(plan.deployment()))
        .or(() -> ledger.ask(history -> history.before(plan.deployment())));
  }

  /** Asks all instances until they are well; no user reaches them unless nothing served before. */
  Stage.Outcome probe(CommandRun commands) {
    Optional<String> failed = bring(0, ALL);
    if (failed.isPresent()) {
      return new Stage.Outcome.Failed(failed.get());
    }
    return commands
        .check(scope.environment().checks().at(Checks.Moment.CANDIDATE))
        .<Stage.Outcome>map(Stage.Outcome.Failed::new)
        .orElseGet(() -> new Stage.Outcome.Made(""));
  }

  Stage.Outcome shift(int percent) {
    Optional<String> absent = bringMissing(percent);
    if (absent.isPresent()) {
      return new Stage.Outcome.Failed(absent.get());
    }
    traffic.share(scope.routed(), label(), percent);
    return new Stage.Outcome.Made(percent + " % of the visitors");
  }

  /** After a restart of the router from an older state the release may have to be brought again. */
  private Optional<String> bringMissing(int percent) {
    return traffic.knows(scope.routed(), label()) ? Optional.empty() : bring(percent, ALL);
  }

  Stage.Outcome promote() {
    if (scope.routed().isEmpty()) {
      return new Stage.Outcome.Made("nothing answers requests");
    }
    Optional<String> absent = bringMissing(0);
    if (absent.isPresent()) {
      return new Stage.Outcome.Failed(absent.get());
    }
    traffic.promote(scope.routed(), label());
    List<String> missing = traffic.missing(scope.routed(), label());
    if (!missing.isEmpty()) {
      return new Stage.Outcome.Failed(
          "the router does not give " + String.join(", ", missing) + " to the release");
    }
    return new Stage.Outcome.Made("all visitors, at " + scope.outputs().environmentUrl());
  }

  Stage.Outcome replace(Move.Replace replace, Optional<Predecessor> old) {
    int most = Strategies.mostInstances(scope);
    int upTo = (int) Math.ceil((double) most * replace.step() / replace.steps());
    crew.start(scope, plan.deployment(), upTo, signals);
    Optional<String> failed = bring(100 * replace.step() / replace.steps(), upTo);
    if (failed.isPresent()) {
      return new Stage.Outcome.Failed(failed.get());
    }
    Map<String, Integer> falls = falls();
    Optional<Integer> left =
        old.map(each -> each.shrink(scope, replace, batch(), () -> fallen(falls).isPresent()));
    Optional<String> casualty = fallen(falls);
    if (casualty.isPresent()) {
      return new Stage.Outcome.Failed(casualty.get());
    }
    return new Stage.Outcome.Made(
        LiveStage.instances(upTo)
            + " of the new release, "
            + 100 * replace.step() / replace.steps()
            + " % of the visitors"
            + left.map(number -> "; " + LiveStage.instances(number) + " of the old one")
                .orElse(""));
  }

  private int batch() {
    return scope.environment().strategy() instanceof Strategy.Rolling rolling ? rolling.batch() : 1;
  }

  /** How often each instance has ended by itself by now. */
  Map<String, Integer> falls() {
    return crew.falls(plan.deployment());
  }

  /** Which instance has ended by itself since then, in words. */
  Optional<String> fallen(Map<String, Integer> since) {
    return crew.fallen(plan.deployment(), since);
  }

  Stage.Outcome restore(String reason, Optional<Predecessor> predecessor) {
    if (!falls().isEmpty()) {
      // What is left of the old release is better than one that is gone.
      traffic.restore(scope.routed(), label(), reason);
    }
    predecessor.ifPresent(this::makeWhole);
    traffic.restore(scope.routed(), label(), reason);
    return new Stage.Outcome.Made(
        plan.previous().map(old -> Traffic.shortened(old) + " serves").orElse("nothing serves"));
  }

  /** The traffic goes back whether that can be done or not. */
  private void makeWhole(Predecessor old) {
    try {
      old.makeWhole();
    } catch (SlipwayException e) {
      if (e.code() == ErrorCode.UNREACHABLE) {
        throw e;
      }
      signals.note("it comes back with fewer instances: " + e.getMessage());
    }
  }

  Stage.Outcome retire() {
    old().ifPresent(old -> traffic.awaitDrained(scope.routed(), old, longestDrain(), signals));
    traffic.retire(scope.routed());
    int stopped = crew.stopOthers(plan.deployment(), signals);
    return new Stage.Outcome.Made(LiveStage.instances(stopped) + " of the old release stopped");
  }

  private Duration longestDrain() {
    return scope.components(Component.Service.class).stream()
        .map(each -> each.route().drain())
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other)
        .plusSeconds(5);
  }

  /** Brings every routed component beside what serves, or in its place when nothing does. */
  private Optional<String> bring(int percent, int upTo) {
    for (Component component : scope.environment().components()) {
      Optional<String> failed =
          switch (component) {
            case Component.Service service -> bring(service, percent, upTo);
            case Component.Site site -> bring(site, percent);
            case Component.Worker worker -> Optional.empty();
            case Component.Database database -> Optional.empty();
          };
      if (failed.isPresent()) {
        return failed;
      }
    }
    return Optional.empty();
  }

  private Optional<String> bring(Component.Service service, int percent, int upTo) {
    List<Upstream> upstreams = upstreams(service, upTo);
    if (upstreams.isEmpty()) {
      return Optional.of(service.name() + " has no instance that could be asked");
    }
    HealthRule health = service.health();
    HealthCheck check =
        new HealthCheck(health.path(), Optional.empty(), health.interval(), health.timeout(), 2);
    return await(
        service.name().text(),
        Slot.of(label(), upstreams, check),
        options(service.name(), service.route(), percent).withDeployTimeout(health.within()));
  }

  private Optional<String> bring(Component.Site site, int percent) {
    PlacedComponent placed = scope.placed(site).orElseThrow();
    List<Path> before = new ArrayList<>();
    for (String release : ledger.ask(history -> history.servedBefore(plan))) {
      scope
          .project()
          .releases()
          .find(new ReleaseId(release))
          .flatMap(old -> old.component(site.name().text()))
          .ifPresent(old -> before.add(scope.project().releases().place(old).folder()));
    }
    Slot slot =
        new Slot(label(), new Destination.Site(placed.folder(), before, scope.config(site)));
    return await(site.name().text(), slot, options(site.name(), site.route(), percent));
  }

  /**
   * Makes the routes what they should be for a release that serves: all traffic, live instances.
   */
  Optional<String> serve() {
    for (Component component : scope.environment().components()) {
      if (component instanceof Component.Service service) {
        Optional<String> failed = serve(service);
        if (failed.isPresent()) {
          return failed;
        }
      }
      if (component instanceof Component.Site site
          && !traffic.missing(Set.of(site.name().text()), label()).isEmpty()) {
        Optional<String> failed = bring(site, STABLE);
        if (failed.isPresent()) {
          return failed;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> serve(Component.Service service) {
    String name = service.name().text();
    List<Upstream> wanted = upstreams(service, ALL);
    List<Upstream> present = traffic.stableUpstreams(name, label());
    if (Set.copyOf(present).equals(Set.copyOf(wanted))) {
      return Optional.empty();
    }
    if (present.isEmpty() || wanted.isEmpty()) {
      return bring(service, STABLE, ALL);
    }
    return traffic.resize(name, label(), wanted, service.health().within());
  }

  /** Takes every other release out of the routes, the warm ones too. */
  void serveAlone() {
    traffic.abandon(scope.routed());
    traffic.retire(scope.routed());
  }

  private List<Upstream> upstreams(Component.Service service, int upTo) {
    int wanted = Math.min(upTo, service.workload().instances());
    List<Upstream> upstreams = new ArrayList<>();
    for (Instance instance : crew.of(plan.deployment(), service.name(), wanted)) {
      instance.address().ifPresent(upstreams::add);
    }
    return upstreams;
  }

  private DeployOptions options(ComponentName component, RouteRule route, int percent) {
    Match match = new Match(scope.hosts(route), route.paths(), false);
    RoutePolicy policy =
        RoutePolicy.standard().withDrain(route.drain()).withWatch(scope.environment().watch());
    if (percent == STABLE || !traffic.isServed(component.text())) {
      return DeployOptions.stable(match, policy);
    }
    return new DeployOptions(
        match, policy, Duration.ofSeconds(30), new DeployOptions.Place.Beside(percent, preview()));
  }

  private Optional<String> preview() {
    if (scope.environment().strategy() instanceof Strategy.BlueGreen blueGreen) {
      return Optional.of(
          blueGreen.previewHost().orElse("preview-" + scope.environment().hosts().getFirst()));
    }
    return Optional.empty();
  }

  /** Waits for the router, but not for an instance that has ended for good. */
  private Optional<String> await(String component, Slot slot, DeployOptions options) {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("bring " + component)
        .start(
            () -> {
              try {
                answer.complete(traffic.bring(component, slot, options));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    while (!answer.isDone() && !signals.isOff()) {
      signals.pause(LOOK);
      Optional<String> casualty = crew.casualty(plan.deployment());
      if (casualty.isPresent() && !answer.isDone()) {
        return Optional.of(component + " never became healthy: " + casualty.get());
      }
    }
    if (!answer.isDone()) {
      return Optional.of("left before it was healthy");
    }
    try {
      return answer.join().map(this::withTroubles);
    } catch (CompletionException e) {
      throw e.getCause() instanceof SlipwayException known ? known : e;
    }
  }

  private String withTroubles(String failure) {
    List<String> troubles = crew.troubles(plan.deployment());
    return troubles.isEmpty() ? failure : failure + "; " + String.join("; ", troubles);
  }
}
