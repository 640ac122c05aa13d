package dev.slipway.deliver;

import dev.slipway.deliver.build.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Plans deployments of a project from its slipway.yaml, the release and the databases. */
final class ReleasePlanner implements Planner {
  private final Project project;
  private final Schema schema;
  private final Supplier<RouterSettings> router;

  ReleasePlanner(Project project, Schema schema, Supplier<RouterSettings> router) {
    this.project = project;
    this.schema = schema;
    this.router = router;
  }

  @Override
  public DeploymentPlan plan(DeploymentId deployment, Wish wish, Optional<String> previous) {
    Scope scope = project.scope(wish.environment(), wish.release(), router.get());
    Optional<ApprovalRule> rule = ApprovalRule.of(scope.environment().protection());
    boolean replaces = previous.isPresent();
    return new DeploymentPlan(
        deployment,
        scope.release().id().hex(),
        previous,
        wish.rollback(),
        Strategies.moves(scope, rule, replaces, wish.rollback()),
        rule,
        scope.configuration().summary(),
        schema.lines(scope).plan(),
        Strategies.traffic(scope, replaces, wish.rollback()),
        notes(scope, previous));
  }

  @Override
  public Environment.Waiting waiting(String environment) {
    return project.delivery().environment(environment).waiting();
  }

  private List<String> notes(Scope scope, Optional<String> previous) {
    List<String> notes = new ArrayList<>();
    notes.add("built from " + scope.release().source().label());
    previous.ifPresent(old -> notes.addAll(settingsBeside(scope.release(), old)));
    return notes;
  }

  private List<String> settingsBeside(Release release, String old) {
    Set<String> before = project.releases().named(old).configKeys();
    Set<String> fresh = new TreeSet<>(release.configKeys());
    fresh.removeAll(before);
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(release.configKeys());
    List<String> notes = new ArrayList<>();
    if (!fresh.isEmpty()) {
      notes.add("reads for the first time " + String.join(", ", fresh));
    }
    if (!gone.isEmpty()) {
      notes.add("no longer reads " + String.join(", ", gone));
    }
    return notes;
  }
}
