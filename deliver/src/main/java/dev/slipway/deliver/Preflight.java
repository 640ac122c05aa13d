package dev.slipway.deliver;

import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseSource;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that can keep a deployment from beginning, looked at together and said at once. */
final class Preflight {
  private static final long LEAST_BYTES = 256L << 20;

  private final Scope scope;
  private final DeploymentPlan plan;
  private final Schema schema;
  private final Ledger ledger;

  Preflight(Scope scope, DeploymentPlan plan, Schema schema, Ledger ledger) {
    this.scope = scope;
    this.plan = plan;
    this.schema = schema;
    this.ledger = ledger;
  }

  /** Why it may not begin, a sentence each; empty when it may. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>(scope.configuration().missing());
    missingComponents(reasons);
    reasons.addAll(schema.lines(scope).obstacles());
    reasons.addAll(tests());
    branch().ifPresent(reasons::add);
    promotion().ifPresent(reasons::add);
    if (plan.rollback()) {
      schema.misfit(scope).ifPresent(reasons::add);
    }
    disk().ifPresent(reasons::add);
    return reasons;
  }

  private void missingComponents(List<String> reasons) {
    for (Component each : scope.environment().components()) {
      boolean database = each instanceof Component.Database;
      if (!database && scope.built(each).isEmpty()) {
        reasons.add(
            "the release holds no " + each.name() + ", which slipway.yaml declares; build again");
      }
    }
  }

  /** What runs showed about the release, against what the environment asks. */
  private List<String> tests() {
    Release release = scope.release();
    return TestRules.obstacles(
        scope.environment().checks(), release, scope.project().releases().evidence(release.id()));
  }

  private Optional<String> branch() {
    List<String> patterns = scope.environment().protection().branches();
    if (patterns.isEmpty()) {
      return Optional.empty();
    }
    ReleaseSource source = scope.release().source();
    String branch = source.branch().orElse("");
    boolean fits =
        patterns.stream()
            .anyMatch(
                pattern ->
                    FileSystems.getDefault()
                        .getPathMatcher("glob:" + pattern)
                        .matches(Path.of(branch)));
    if (fits && !branch.isEmpty()) {
      return Optional.empty();
    }
    String from = branch.isEmpty() ? "no branch" : "the branch " + branch;
    return Optional.of(
        plan.environment()
            + " takes releases of "
            + String.join(", ", patterns)
            + " only; this one was built from "
            + from);
  }

  private Optional<String> promotion() {
    Optional<EnvironmentName> from = scope.environment().promotedFrom();
    if (from.isEmpty() || plan.rollback()) {
      return Optional.empty();
    }
    boolean proven =
        ledger.ask(
            history ->
                history.of(from.get().text()).stream()
                    .anyMatch(
                        each ->
                            each.plan().release().equals(plan.release())
                                && each.isPromoted()
                                && each.undo().isEmpty()));
    if (proven) {
      return Optional.empty();
    }
    return Optional.of(
        plan.environment()
            + " takes what has been live in "
            + from.get()
            + "; deploy this release there first");
  }

  private Optional<String> disk() {
    Path folder = scope.project().stateFolder();
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free >= LEAST_BYTES) {
        return Optional.empty();
      }
      return Optional.of(
          "only " + (free >> 20) + " MiB are free where " + folder + " is; 256 are wanted");
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot look at the disk: " + e, e);
    }
  }
}
