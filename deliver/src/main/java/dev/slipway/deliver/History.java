package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All deployments, instances and locks as the entries so far have them; a projection that can be
 * made again at any time. Not safe for use by many threads.
 */
final class History {
  private static final int SERVED_BEFORE = 3;

  private final Map<DeploymentId, Deployment> deployments = new LinkedHashMap<>();
  private final Map<String, LivingInstance> instances = new LinkedHashMap<>();
  private final Map<DeploymentId, Set<String>> crews = new LinkedHashMap<>();
  private final Map<DeploymentId, DeliveryEvent.Judging> judgements = new LinkedHashMap<>();
  private final Map<String, DeliveryEvent.Locked> locks = new LinkedHashMap<>();
  private final Map<String, DeliveryEvent.Maintenance> maintenance = new LinkedHashMap<>();

  /** Takes an entry in; one of another room changes nothing. */
  void add(Entry entry) {
    if (entry.event() instanceof DeliveryEvent event) {
      add(event, entry.actor(), entry.at());
    }
  }

  private void add(DeliveryEvent event, String actor, Instant at) {
    switch (event) {
      case DeliveryEvent.OfDeployment one -> addToDeployment(one, actor, at);
      case DeliveryEvent.Locked locked -> locks.put(locked.environment(), locked);
      case DeliveryEvent.Unlocked unlocked -> locks.remove(unlocked.environment());
      case DeliveryEvent.Maintenance changed -> maintenance.put(changed.environment(), changed);
    }
  }

  private void addToDeployment(DeliveryEvent.OfDeployment event, String actor, Instant at) {
    if (event instanceof DeliveryEvent.Planned(DeploymentPlan plan)) {
      deployments.put(plan.deployment(), Deployment.of(plan, actor, at));
      return;
    }
    deployments.computeIfPresent(event.deployment(), (id, old) -> old.after(event, actor, at));
    if (event instanceof DeliveryEvent.InstanceStarting starting) {
      instances.put(starting.instance(), LivingInstance.starting(starting));
      crews
          .computeIfAbsent(starting.deployment(), id -> new LinkedHashSet<>())
          .add(starting.instance());
    }
    if (event instanceof DeliveryEvent.InstanceStarted started) {
      instances.computeIfPresent(started.instance(), (id, old) -> old.at(started));
    }
    if (event instanceof DeliveryEvent.InstanceStopped stopped) {
      instances.remove(stopped.instance());
    }
    if (event instanceof DeliveryEvent.Judging judging) {
      judgements.put(judging.deployment(), judging);
    }
    if (event instanceof DeliveryEvent.Settled settled) {
      judgements.remove(settled.deployment());
    }
  }

  /** A deployment by its identity. */
  Optional<Deployment> find(DeploymentId id) {
    return Optional.ofNullable(deployments.get(id));
  }

  /**
   * A deployment that has to be there.
   *
   * @throws SlipwayException NOT_FOUND when it is not
   */
  Deployment known(DeploymentId id) {
    return find(id)
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    "there is no deployment " + id + "; 'slipway status' lists them"));
  }

  /** All deployments, oldest first. */
  List<Deployment> all() {
    return List.copyOf(deployments.values());
  }

  /** The deployments of an environment, oldest first. */
  List<Deployment> of(String environment) {
    return deployments.values().stream()
        .filter(each -> each.plan().environment().equals(environment))
        .toList();
  }

  /** The deployments of an environment that go on or wait, oldest first. */
  List<Deployment> unsettled(String environment) {
    return of(environment).stream().filter(each -> each.end().isEmpty()).toList();
  }

  /** The environments that something was deployed into. */
  List<String> environments() {
    return deployments.keySet().stream().map(DeploymentId::environment).distinct().toList();
  }

  /** Whether nothing is being deployed into an environment, a watch after it not counted. */
  boolean isAtRest(String environment) {
    return unsettled(environment).stream()
        .allMatch(each -> each.state() == DeploymentState.LIVE && each.isUndoable());
  }

  /** The identity of the next deployment of an environment. */
  DeploymentId nextId(String environment) {
    int last = of(environment).stream().mapToInt(each -> each.id().number()).max().orElse(0);
    return DeploymentId.of(environment, last + 1);
  }

  /** The deployment whose release serves the environment, or served it last. */
  Optional<Deployment> live(String environment) {
    List<Deployment> all = new ArrayList<>(of(environment));
    return all.reversed().stream()
        .filter(each -> each.isPromoted() && each.undo().isEmpty())
        .findFirst();
  }

  /** What served before the live release, newest first and each release once. */
  List<Deployment> before(Deployment live) {
    List<Deployment> earlier = new ArrayList<>();
    for (Deployment each : of(live.plan().environment()).reversed()) {
      boolean known =
          each.plan().release().equals(live.plan().release())
              || earlier.stream().anyMatch(one -> isSameRelease(one, each));
      if (each.isPromoted() && each.undo().isEmpty() && !known) {
        earlier.add(each);
      }
    }
    return earlier;
  }

  /** The deployment that served its environment when the one named began. */
  Optional<Deployment> before(DeploymentId id) {
    List<Deployment> earlier = of(id.environment());
    return earlier.reversed().stream()
        .filter(each -> each.id().number() < id.number())
        .filter(each -> each.isPromoted() && each.undo().isEmpty())
        .findFirst();
  }

  /** The last releases that served the environment of a plan before it, newest first. */
  List<String> servedBefore(DeploymentPlan plan) {
    List<Deployment> earlier =
        of(plan.environment()).stream()
            .filter(each -> each.id().number() < plan.deployment().number())
            .toList();
    return served(earlier)
        .filter(each -> !each.equals(plan.release()))
        .limit(SERVED_BEFORE)
        .toList();
  }

  /** The releases of those deployments that came to serve, newest first and each once. */
  private static Stream<String> served(List<Deployment> deployments) {
    return deployments.reversed().stream()
        .filter(Deployment::isPromoted)
        .map(each -> each.plan().release())
        .distinct();
  }

  /**
   * The releases somebody may still need: in each environment what serves and what served before
   * it, the last that served at all, what deployments that go on name, and what instances run.
   */
  Set<String> releasesInUse() {
    Set<String> used = new LinkedHashSet<>();
    instances.values().forEach(each -> used.add(each.release()));
    for (String environment : environments()) {
      Optional<Deployment> live = live(environment);
      live.ifPresent(each -> addNeeded(each.plan(), used));
      live.flatMap(each -> before(each).stream().findFirst())
          .ifPresent(each -> used.add(each.plan().release()));
      unsettled(environment).forEach(each -> addNeeded(each.plan(), used));
      // The next deployment wants the files of those that served before it.
      used.addAll(served(of(environment)).limit(SERVED_BEFORE).toList());
    }
    return used;
  }

  private void addNeeded(DeploymentPlan plan, Set<String> used) {
    used.add(plan.release());
    plan.previous().ifPresent(used::add);
    used.addAll(servedBefore(plan));
  }

  private static boolean isSameRelease(Deployment one, Deployment other) {
    return one.plan().release().equals(other.plan().release());
  }

  /** The instances that were started and not stopped. */
  List<LivingInstance> instances() {
    return List.copyOf(instances.values());
  }

  /** Those of one deployment. */
  List<LivingInstance> instances(DeploymentId deployment) {
    return instances.values().stream()
        .filter(each -> each.deployment().equals(deployment))
        .toList();
  }

  /** All that a deployment ever started: its instances when it is whole. */
  Set<String> crew(DeploymentId deployment) {
    return Set.copyOf(crews.getOrDefault(deployment, Set.of()));
  }

  /** How far the judgement of a deployment is that goes on. */
  Optional<DeliveryEvent.Judging> judgement(DeploymentId deployment) {
    return Optional.ofNullable(judgements.get(deployment));
  }

  /** The lock of an environment, if it holds at that time. */
  Optional<DeliveryEvent.Locked> lock(String environment, Instant now) {
    return Optional.ofNullable(locks.get(environment)).filter(each -> now.isBefore(each.expires()));
  }

  /** The environments whose locks hold at that time. */
  List<String> locked(Instant now) {
    return locks.keySet().stream().filter(each -> lock(each, now).isPresent()).toList();
  }

  /** The maintenance page of an environment, if it is shown. */
  Optional<DeliveryEvent.Maintenance> maintenance(String environment) {
    return Optional.ofNullable(maintenance.get(environment)).filter(DeliveryEvent.Maintenance::on);
  }
}
