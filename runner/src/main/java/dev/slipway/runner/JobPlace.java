package dev.slipway.runner;

import dev.slipway.machine.Lifetime;
import dev.slipway.workflow.ArrayValue;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.Defaults;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.StepsJob;
import dev.slipway.workflow.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a job runs: its folders, its environment, and what its steps see of both. */
final class JobPlace {
  private static final List<String> GITHUB_VARIABLES =
      List.of(
          "actor",
          "actor_id",
          "api_url",
          "base_ref",
          "event_name",
          "event_path",
          "graphql_url",
          "head_ref",
          "job",
          "ref",
          "ref_name",
          "ref_protected",
          "ref_type",
          "repository",
          "repository_id",
          "repository_owner",
          "repository_owner_id",
          "retention_days",
          "run_attempt",
          "run_id",
          "run_number",
          "server_url",
          "sha",
          "triggering_actor",
          "workflow",
          "workflow_ref",
          "workflow_sha",
          "workspace");

  private final Contexts contexts;

  /**
   * @param contexts what the job's own expressions see
   */
  JobPlace(Contexts contexts) {
    this.contexts = contexts;
  }

  /** Why this machine cannot be the runner the job asks for. */
  Optional<String> obstacle(StepsJob job) {
    for (String label : labels(job.runsOn().evaluate(contexts))) {
      String lower = label.toLowerCase(Locale.ROOT);
      if (lower.startsWith("windows") || lower.startsWith("macos")) {
        return Optional.of("runs-on: " + label + " is not this machine");
      }
    }
    return Optional.empty();
  }

  private static List<String> labels(Value runsOn) {
    return switch (runsOn) {
      case ArrayValue array -> array.items().stream().map(Value::text).toList();
      case ObjectValue object -> labels(object.get("labels"));
      default -> List.of(runsOn.text());
    };
  }

  /** Makes the job's folders and all its steps share. */
  JobFrame frame(
      RunScope run,
      Scheduler.Leg leg,
      StepsJob job,
      Services services,
      Lifetime lifetime,
      Defaults defaults) {
    Path root =
        run.options().keep()
            ? CacheFolders.kept(run.id(), leg.key())
            : lifetime.folder(CacheFolders.work(), "job");
    JobSpace space = JobSpace.below(root, run.name(), run.keeping().toolCache());
    space.create(Path.of(run.environment().getOrDefault("HOME", System.getProperty("user.home"))));
    Executor.Workbench bench = run.machine().executor().open(lifetime.owner(), space);
    ObjectValue github = github(run, job, space);
    ObjectValue runner = runner(run, bench, space);
    Contexts all = contexts.with("runner", runner);
    Map<String, String> inherited = new HashMap<>(run.environment());
    inherited.put("HOME", space.home().toString());
    inherited.put("CI", "true");
    JobEnvironment environment = new JobEnvironment(inherited, standard(github, runner, run));
    setUp(environment, all, leg, job);
    return new JobFrame(
        leg.key(),
        space,
        all,
        github,
        defaults,
        environment,
        bench,
        new OutputScope(run.keeping().masker(), space.workspace(), github.get("repository").text()),
        services::context,
        leg.cancellation());
  }

  private static void setUp(
      JobEnvironment environment, Contexts contexts, Scheduler.Leg leg, StepsJob job) {
    environment.set(StepRunner.texts(leg.scope().workflow().env(), contexts));
    Contexts withEnv = contexts.with("env", ObjectValue.ofTexts(environment.variables()));
    environment.set(StepRunner.texts(job.env(), withEnv));
  }

  private ObjectValue github(RunScope run, StepsJob job, JobSpace space) {
    ObjectValue github = (ObjectValue) contexts.named("github");
    Path event = space.temp().resolve("_github_workflow").resolve("event.json");
    try {
      Files.createDirectories(event.getParent());
      Files.writeString(event, github.get("event").json());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the event payload to " + event, e);
    }
    return github.toBuilder()
        .put("job", job.id().value())
        .put("event_path", event.toString())
        .put("workspace", space.workspace().toString())
        .put("token", contexts.named("secrets").member("GITHUB_TOKEN"))
        .put("run_id", run.id().value())
        .build();
  }

  private static ObjectValue runner(RunScope run, Executor.Workbench bench, JobSpace space) {
    return ObjectValue.builder()
        .put("name", "slipway")
        .put("os", bench.operatingSystem())
        .put("arch", bench.architecture())
        .put("temp", space.temp().toString())
        .put("tool_cache", space.toolCache().toString())
        .put("workspace", space.root().resolve("work").toString())
        .put("debug", run.options().debug() ? "1" : "")
        .put("environment", "self-hosted")
        .build();
  }

  private static Map<String, String> standard(
      ObjectValue github, ObjectValue runner, RunScope run) {
    Map<String, String> standard = new LinkedHashMap<>();
    standard.put("GITHUB_ACTIONS", "true");
    for (String name : GITHUB_VARIABLES) {
      standard.put("GITHUB_" + name.toUpperCase(Locale.ROOT), github.get(name).text());
    }
    for (String name : List.of("name", "os", "arch", "temp", "tool_cache", "environment")) {
      standard.put("RUNNER_" + name.toUpperCase(Locale.ROOT), runner.get(name).text());
    }
    if (run.options().debug()) {
      standard.put("RUNNER_DEBUG", "1");
    }
    return standard;
  }
}
