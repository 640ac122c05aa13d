package dev.slipway.deliver;

import dev.slipway.router.ReleaseLabel;
import dev.slipway.router.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The release that a deployment takes the place of: in a rolling one it gives its instances up step
 * by step, and on the way back it gets them again before the traffic.
 *
 * @param scope it as it was deployed
 */
record Predecessor(
    Deployment deployment, Scope scope, Crew crew, Traffic traffic, Signals signals) {
  /** What is left to an instance beyond the time its streams have. */
  private static final Duration BEYOND_DRAIN = Duration.ofSeconds(5);

  private ReleaseLabel label() {
    return Traffic.label(deployment.plan());
  }

  /**
   * Stops what the new release has taken over.
   *
   * @param wanted the new release as it is deployed
   * @param step how far it is
   * @param batch how many are left at least: who goes back finds them warm
   * @param inDoubt whether the new release has failed, so that no more are stopped
   * @return how many instances it still has
   */
  int shrink(Scope wanted, Move.Replace step, int batch, BooleanSupplier inDoubt) {
    int left = 0;
    for (Component component : wanted.environment().components()) {
      if (Crew.workload(component).isEmpty()) {
        continue;
      }
      int whole = crew.whole(deployment.id(), component.name());
      int replaced = whole * step.step() / step.steps();
      List<LivingInstance> remaining = crew.remaining(deployment.id(), component.name());
      int kept = Math.min(remaining.size(), Math.max(whole - replaced, batch));
      left += kept;
      stop(
          component,
          remaining.subList(0, kept),
          remaining.subList(kept, remaining.size()),
          inDoubt);
    }
    return left;
  }

  private void stop(
      Component component,
      List<LivingInstance> kept,
      List<LivingInstance> leaving,
      BooleanSupplier inDoubt) {
    if (leaving.isEmpty() || inDoubt.getAsBoolean()) {
      return;
    }
    if (component instanceof Component.Service service && !kept.isEmpty()) {
      String name = component.name().text();
      Duration drain = service.route().drain().plus(BEYOND_DRAIN);
      traffic.resize(name, label(), upstreams(kept), drain).ifPresent(signals::note);
      traffic.awaitLeft(name, upstreams(leaving), drain, signals, inDoubt);
    }
    if (!signals.isOff() && !inDoubt.getAsBoolean()) {
      crew.stopAll(leaving, signals);
    }
  }

  private static List<Upstream> upstreams(List<LivingInstance> instances) {
    List<Upstream> upstreams = new ArrayList<>();
    for (LivingInstance each : instances) {
      if (each.host().isPresent() && each.port().isPresent()) {
        upstreams.add(new Upstream(each.host().get(), each.port().getAsInt()));
      }
    }
    return upstreams;
  }

  /** Starts what was stopped of it, and waits until the router finds it well. */
  void makeWhole() {
    if (crew.isIncomplete(deployment.id())) {
      crew.restart(scope, deployment.id(), signals);
    }
    for (Component.Service service : scope.components(Component.Service.class)) {
      String name = service.name().text();
      List<Upstream> all = upstreams(crew.remaining(deployment.id(), service.name()));
      if (all.isEmpty()) {
        continue;
      }
      Optional<String> failed = traffic.resize(name, label(), all, service.health().within());
      failed.ifPresent(reason -> signals.note("it comes back with fewer instances: " + reason));
    }
  }
}
