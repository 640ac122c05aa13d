package dev.slipway.deliver;

import dev.slipway.machine.Exit;
import dev.slipway.machine.Owner;
import dev.slipway.machine.ProcessGroup;
import dev.slipway.machine.ProcessSpec;
import dev.slipway.machine.Stop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands of a project around a deployment: checks and hooks, in a clean environment. */
final class CommandRun {
  private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TZ", "HOME");
  private static final int TAIL = 400;

  private final Scope scope;
  private final DeploymentPlan plan;

  CommandRun(Scope scope, DeploymentPlan plan) {
    this.scope = scope;
    this.plan = plan;
  }

  /** Runs the checks of a moment; the first that fails, in words. */
  Optional<String> check(List<Checks.CommandCheck> checks) {
    for (Checks.CommandCheck check : checks) {
      Optional<String> failure = run(check.run(), check.timeout(), Set.of());
      if (failure.isPresent()) {
        return Optional.of("the check '" + check.name() + "' " + failure.get());
      }
    }
    return Optional.empty();
  }

  /** Runs the hooks of a point; the first that fails, in words, if it stops what comes after. */
  Optional<String> hooks(Hooks.Point point, Signals signals) {
    for (Hooks.Hook hook : scope.environment().hooks().at(point)) {
      Optional<String> failure = run(hook.run(), hook.timeout(), hook.pass());
      if (failure.isEmpty()) {
        continue;
      }
      String text = "the hook " + point.key() + " '" + hook.run() + "' " + failure.get();
      if (point.isBefore()) {
        return Optional.of(text);
      }
      signals.note(text);
    }
    return Optional.empty();
  }

  private Optional<String> run(ShellCommand command, Duration timeout, Set<String> pass) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ProcessSpec spec =
        new ProcessSpec(
            command.argv(),
            environment(pass),
            scope.project().root(),
            new Owner(Owner.Kind.COMMAND, plan.deployment().value()));
    try (ProcessGroup process =
        ProcessGroup.start(spec, (bytes, offset, length) -> output.write(bytes, offset, length))) {
      Optional<Exit> exit = process.await(timeout);
      if (exit.isEmpty()) {
        process.stop(Stop.GRACEFUL);
        return Optional.of("did not end within " + Spans.text(timeout) + tail(output));
      }
      if (exit.get().succeeded()) {
        return Optional.empty();
      }
      return Optional.of("failed with exit code " + exit.get().code() + tail(output));
    }
  }

  private Map<String, String> environment(Set<String> pass) {
    Map<String, String> own = scope.project().environment();
    Map<String, String> clean = new LinkedHashMap<>();
    for (String name : INHERITED) {
      if (own.containsKey(name)) {
        clean.put(name, own.get(name));
      }
    }
    for (String name : pass) {
      if (own.containsKey(name)) {
        clean.put(name, own.get(name));
      }
    }
    clean.put("SLIPWAY_ENVIRONMENT", plan.environment());
    clean.put("SLIPWAY_DEPLOYMENT", plan.deployment().value());
    clean.put("SLIPWAY_RELEASE", plan.release());
    clean.put("SLIPWAY_PREVIOUS", plan.previous().orElse(""));
    clean.put("SLIPWAY_URL", scope.outputs().environmentUrl());
    return clean;
  }

  private String tail(ByteArrayOutputStream output) {
    String text = output.toString(StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      return "";
    }
    String end = text.length() > TAIL ? "…" + text.substring(text.length() - TAIL) : text;
    return ": " + end;
  }
}
