package dev.slipway.deliver;

import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The instances of deployments, started and stopped with every step in the journal. */
final class Crew {
  private final Target target;
  private final Ledger ledger;

  Crew(Target target, Ledger ledger) {
    this.target = target;
    this.ledger = ledger;
  }

  /** The id of an instance; the same every time it is asked for. */
  static InstanceId id(DeploymentId deployment, ComponentName component, int number) {
    return new InstanceId(deployment.value().replace('_', '-') + "-" + component + "-" + number);
  }

  /** Makes sure that the first {@code upTo} instances of every service and worker run. */
  int start(Scope scope, DeploymentId deployment, int upTo, Signals signals) {
    int started = 0;
    for (Component component : scope.environment().components()) {
      Optional<Workload> workload = workload(component);
      if (workload.isEmpty() || scope.built(component).isEmpty()) {
        continue;
      }
      int wanted = Math.min(upTo, workload.get().instances());
      for (int number = 1; number <= wanted && !signals.isOff(); number++) {
        start(scope, deployment, component, workload.get(), number, signals);
        started++;
      }
    }
    return started;
  }

  /** Makes sure that every instance runs that a deployment has when it is whole. */
  void restart(Scope scope, DeploymentId deployment, Signals signals) {
    Set<String> whole = ledger.ask(history -> history.crew(deployment));
    for (Component component : scope.environment().components()) {
      Optional<Workload> workload = workload(component);
      if (workload.isEmpty() || scope.built(component).isEmpty()) {
        continue;
      }
      for (int number = 1; number <= whole.size() && !signals.isOff(); number++) {
        if (whole.contains(id(deployment, component.name(), number).text())) {
          start(scope, deployment, component, workload.get(), number, signals);
        }
      }
    }
  }

  private void start(
      Scope scope,
      DeploymentId deployment,
      Component component,
      Workload workload,
      int number,
      Signals signals) {
    InstanceId id = id(deployment, component.name(), number);
    String name = component.name().text();
    boolean known =
        ledger.ask(
            history ->
                history.instances(deployment).stream()
                    .anyMatch(each -> each.instance().equals(id.text())));
    if (!known) {
      signals.tell(
          new DeliveryEvent.InstanceStarting(
              deployment, name, scope.release().id().hex(), id.text()));
    }
    Instance instance = target.start(scope.instance(id, component, workload));
    if (instance.address().isPresent()) {
      signals.tell(
          new DeliveryEvent.InstanceStarted(
              deployment,
              name,
              id.text(),
              instance.address().get().host(),
              instance.address().get().port()));
    }
    instance.note().ifPresent(signals::note);
  }

  static Optional<Workload> workload(Component component) {
    return switch (component) {
      case Component.Service service -> Optional.of(service.workload());
      case Component.Worker worker -> Optional.of(worker.workload());
      case Component.Site site -> Optional.empty();
      case Component.Database database -> Optional.empty();
    };
  }

  /** The instances of a component of a deployment that run, or should. */
  List<Instance> of(DeploymentId deployment, ComponentName component, int upTo) {
    List<Instance> instances = new ArrayList<>();
    for (int number = 1; number <= upTo; number++) {
      target.find(id(deployment, component, number)).ifPresent(instances::add);
    }
    return instances;
  }

  /** An instance of a deployment that keeps ending, or has for good, in words. */
  Optional<String> casualty(DeploymentId deployment) {
    return endings(deployment).stream().filter(Ending::isHopeless).map(Ending::text).findFirst();
  }

  /** The instances of a deployment that have ended by themselves at least once, in words. */
  List<String> troubles(DeploymentId deployment) {
    return endings(deployment).stream().map(Ending::text).toList();
  }

  /** An instance that has ended by itself. */
  private record Ending(InstanceId id, InstanceState state) {
    private static final int HOPELESS_RESTARTS = 3;

    private boolean isHopeless() {
      return state.phase() == InstanceState.Phase.FAILED || state.restarts() >= HOPELESS_RESTARTS;
    }

    private int times() {
      boolean down =
          state.phase() == InstanceState.Phase.RESTARTING
              || state.phase() == InstanceState.Phase.FAILED;
      return down ? state.restarts() + 1 : state.restarts();
    }

    private String text() {
      return id + " " + state.detail() + code();
    }

    private String code() {
      return state.lastExitCode().map(last -> ", exit code " + last).orElse("");
    }
  }

  private List<Ending> endings(DeploymentId deployment) {
    List<Ending> endings = new ArrayList<>();
    for (LivingInstance each : ledger.ask(history -> history.instances(deployment))) {
      target
          .find(new InstanceId(each.instance()))
          .map(one -> new Ending(one.id(), one.state()))
          .filter(one -> one.state().lastExitCode().isPresent() || one.isHopeless())
          .ifPresent(endings::add);
    }
    return endings;
  }

  /** How often each instance of a deployment has ended by itself. */
  Map<String, Integer> falls(DeploymentId deployment) {
    return endings(deployment).stream()
        .collect(Collectors.toMap(each -> each.id().text(), Ending::times));
  }

  /** An instance of a deployment that has ended by itself since, in words. */
  Optional<String> fallen(DeploymentId deployment, Map<String, Integer> since) {
    return endings(deployment).stream()
        .filter(each -> each.times() > since.getOrDefault(each.id().text(), 0))
        .map(each -> each.id() + " ended by itself" + each.code())
        .findFirst();
  }

  /** Whether an instance of a deployment is gone, or runs with nobody who would start it again. */
  boolean isIncomplete(DeploymentId deployment) {
    return ledger.ask(history -> history.crew(deployment)).stream()
        .map(each -> target.find(new InstanceId(each)))
        .anyMatch(found -> found.isEmpty() || !found.get().state().phase().isKept());
  }

  /** The instances of a component of a deployment that were not stopped, those that run first. */
  List<LivingInstance> remaining(DeploymentId deployment, ComponentName component) {
    List<LivingInstance> remaining = new ArrayList<>();
    List<LivingInstance> down = new ArrayList<>();
    for (LivingInstance each : ledger.ask(history -> history.instances(deployment))) {
      if (!each.component().equals(component.text())) {
        continue;
      }
      if (target.find(new InstanceId(each.instance())).filter(Crew::runs).isPresent()) {
        remaining.add(each);
      } else {
        down.add(each);
      }
    }
    remaining.addAll(down);
    return remaining;
  }

  private static boolean runs(Instance instance) {
    InstanceState.Phase phase = instance.state().phase();
    return phase == InstanceState.Phase.RUNNING || phase == InstanceState.Phase.UNKEPT;
  }

  /** How many instances a component of a deployment has when it is whole. */
  int whole(DeploymentId deployment, ComponentName component) {
    Set<String> whole = ledger.ask(history -> history.crew(deployment));
    int count = 0;
    for (int number = 1; number <= whole.size(); number++) {
      if (whole.contains(id(deployment, component, number).text())) {
        count++;
      }
    }
    return count;
  }

  /** Stops every instance there is. */
  void clear() {
    Duration longest =
        target.instances().stream()
            .map(Instance::stopGrace)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    target.retain(Set.of(), longest);
  }

  /** Stops the instances of one deployment. */
  int stop(DeploymentId deployment, Signals signals) {
    return stopAll(ledger.ask(history -> history.instances(deployment)), signals);
  }

  /** Stops the instances of the environment that do not belong to a deployment. */
  int stopOthers(DeploymentId kept, Signals signals) {
    return stopAll(
        ledger.ask(
            history ->
                history.instances().stream()
                    .filter(each -> each.deployment().environment().equals(kept.environment()))
                    .filter(each -> !each.deployment().equals(kept))
                    .toList()),
        signals);
  }

  /**
   * Stops these instances side by side.
   *
   * @throws SlipwayException when one could not be stopped; the others are
   */
  int stopAll(List<LivingInstance> instances, Signals signals) {
    CompletableFuture<?>[] stopping =
        instances.stream()
            .map(
                each ->
                    CompletableFuture.runAsync(
                        () -> stop(each, signals), Thread::startVirtualThread))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(stopping).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SlipwayException known ? known : e;
    }
    return instances.size();
  }

  private void stop(LivingInstance instance, Signals signals) {
    InstanceId id = new InstanceId(instance.instance());
    target.find(id).ifPresent(found -> target.stop(id, found.stopGrace()));
    signals.tell(new DeliveryEvent.InstanceStopped(instance.deployment(), instance.instance()));
  }
}
