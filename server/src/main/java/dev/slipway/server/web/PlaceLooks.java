package dev.slipway.server.web;

import dev.slipway.deliver.Controller;
import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.Deployment;
import dev.slipway.deliver.Environment;
import dev.slipway.deliver.EnvironmentName;
import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseId;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.http.Caller;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Environments as the pages show them, looked up when asked for. Safe for use by many threads. */
final class PlaceLooks {
  private final Sources sources;
  private final Visitors visitors;
  private final InstantSource clock;

  PlaceLooks(Sources sources, InstantSource clock) {
    this.sources = sources;
    this.visitors = new Visitors(sources);
    this.clock = clock;
  }

  /** The environments of all repositories that somebody sees. */
  List<EnvironmentFacts> all(Caller caller) {
    return visitors.repositories(caller).stream().flatMap(each -> of(each.id()).stream()).toList();
  }

  /** The environments of a repository, those of slipway.yaml first and in its order. */
  List<EnvironmentFacts> of(RepositoryId id) {
    Optional<Sources.Delivered> delivered = sources.deliveries().of(id);
    if (delivered.isEmpty()) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    delivered.get().project().delivery().environments().stream()
        .map(each -> each.name().text())
        .forEach(names::add);
    names.addAll(delivered.get().controller().environments());
    List<EnvironmentFacts> all = new ArrayList<>();
    names.forEach(name -> all.add(facts(id, delivered.get(), name)));
    return all;
  }

  /** One environment; empty when slipway.yaml has none such and nothing was deployed there. */
  Optional<EnvironmentFacts> find(RepositoryId id, String name) {
    return of(id).stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private EnvironmentFacts facts(RepositoryId id, Sources.Delivered delivered, String name) {
    Controller controller = delivered.controller();
    Optional<Environment> declared =
        delivered.project().delivery().environments().stream()
            .filter(each -> each.name().text().equals(name))
            .findFirst();
    List<DeploymentFacts> moving =
        deployments(id, delivered).stream()
            .filter(each -> each.environment().equals(name) && !each.isSettled())
            .toList()
            .reversed();
    return new EnvironmentFacts(
        id,
        name,
        declared.flatMap(Environment::url).map(URI::toString).orElse(""),
        controller.live(name).map(live -> facts(id, delivered, live)),
        moving,
        controller.lock(name).map(this::lock).orElse(""),
        controller.maintenance(name).map(DeliveryEvent.Maintenance::message).orElse(""),
        declared.flatMap(Environment::promotedFrom).map(EnvironmentName::text).orElse(""));
  }

  private String lock(DeliveryEvent.Locked lock) {
    String until = new When(lock.expires(), clock.instant()).whole();
    return "Locked by " + lock.by() + " until " + until + ": " + lock.reason();
  }

  /** The deployments of a project, the newest first. */
  List<DeploymentFacts> deployments(RepositoryId id, Sources.Delivered delivered) {
    return delivered.controller().deployments().reversed().stream()
        .map(each -> facts(id, delivered, each))
        .toList();
  }

  DeploymentFacts facts(RepositoryId id, Sources.Delivered delivered, Deployment deployment) {
    String subject =
        release(delivered, deployment.plan().release())
            .map(release -> release.source().subject())
            .orElse("");
    return new DeploymentFacts(id, deployment, subject, clock.instant());
  }

  /** A release of a project by its whole name; old ones may be gone. */
  static Optional<Release> release(Sources.Delivered delivered, String name) {
    try {
      return delivered.project().releases().find(new ReleaseId(name));
    } catch (SlipwayException e) {
      return Optional.empty();
    }
  }
}
