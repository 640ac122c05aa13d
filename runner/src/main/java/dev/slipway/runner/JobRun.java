package dev.slipway.runner;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.action.Artifact;
import dev.slipway.runner.action.ArtifactStore;
import dev.slipway.runner.report.JobReports;
import dev.slipway.runner.report.ReportTerms;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.RunStep;
import dev.slipway.workflow.Step;
import dev.slipway.workflow.StepName;
import dev.slipway.workflow.StepsJob;
import dev.slipway.workflow.Template;
import dev.slipway.workflow.UsesStep;
import dev.slipway.workflow.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of one job, one after the other, then what its actions do after them. Belongs to the
 * job's thread.
 */
final class JobRun {
  private final StepsJob job;
  private final JobFrame frame;
  private final StepLogs logs;
  private final JobTests tests;
  private final StepRunner runner;
  private final StepCommands commands;
  private final ActionRunner actions;
  private final PostSteps posts = new PostSteps();
  private final ArtifactStore artifacts;
  private final Recorder recorder;
  private final Runnable servicesReady;
  private int number;

  JobRun(StepsJob job, JobFrame frame, RunScope run, Services services, StepLogs logs) {
    this.job = job;
    this.frame = frame;
    this.logs = logs;
    this.recorder = run.recorder();
    this.artifacts = run.keeping().stores().artifacts();
    this.servicesReady = services::await;
    this.tests = tests(frame, run);
    this.runner = new StepRunner(frame, run.machine().deadlines());
    this.commands =
        new StepCommands(
            frame,
            new CommandFilePool(frame.space().temp(), frame.output().subjects()),
            tests,
            Programs.isInstalled("bash", run.environment()));
    this.actions =
        new ActionRunner(
            frame,
            new ActionFiles(run.repository(), run.options().actions()),
            new NativeWork(frame, new ActionSites(run, frame)::of, posts),
            new NodeWork(commands, posts, frame.space().workspace()),
            new CompositeWork(
                (step, scope, log) -> runner.run(step, name(step, scope), scope, log, this::work)),
            run.options().nativeActions());
  }

  private static JobTests tests(JobFrame frame, RunScope run) {
    RunScope.Keeping keeping = run.keeping();
    InstantSource clock = keeping.clock();
    ReportTerms terms =
        new ReportTerms(
            run.options().quarantine(),
            LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()),
            keeping.masker()::mask);
    JobReports reports =
        new JobReports(frame.space().workspace(), frame.space().temp(), clock.instant(), terms);
    return new JobTests(reports, run.recorder(), frame.key(), clock);
  }

  /** Runs what actions do first, all steps and post steps; says how the job went. */
  Conclusion run(Scope scope) {
    for (Step step : job.steps()) {
      if (step instanceof UsesStep uses) {
        actions.pre(uses, name(step, scope), scope).ifPresent(this::runPost);
      }
    }
    for (Step step : job.steps()) {
      runStep(step, scope);
    }
    tests.rest();
    for (Optional<PostSteps.Post> post = posts.next(); post.isPresent(); post = posts.next()) {
      runPost(post.get());
    }
    return scope.status();
  }

  private void runStep(Step step, Scope scope) {
    int place = ++number;
    String name = name(step, scope);
    long start = System.nanoTime();
    StepLogs.Opened opened = logs.open(place, name);
    StepReport report;
    try {
      begin(place, name, opened);
      report = runner.run(step, name, scope, opened.log(), this::work);
    } finally {
      recorder.closeLog(opened);
    }
    finish(place, name, report, opened.log(), start);
  }

  private void runPost(PostSteps.Post post) {
    int place = ++number;
    long start = System.nanoTime();
    StepLogs.Opened opened = logs.open(place, post.name());
    StepReport report;
    try {
      begin(place, post.name(), opened);
      report = runner.runPost(post, opened.log());
    } finally {
      recorder.closeLog(opened);
    }
    finish(place, post.name(), report, opened.log(), start);
  }

  /** The artifact whose id a step has as its output, as those that store one do. */
  private Optional<Artifact> storedBy(StepEffects effects) {
    String id = effects.outputs().getOrDefault("artifact-id", "");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    return artifacts.all().stream()
        .filter(artifact -> Long.toString(artifact.id()).equals(id))
        .findFirst();
  }

  private void begin(int place, String name, StepLogs.Opened opened) {
    recorder.add(
        frame.key(), new RunEvent.StepStarted(frame.key(), place, name, opened.reference()));
  }

  // Told after the log is closed, so that whoever hears of it and reads the log reads all of it.
  private void finish(int place, String name, StepReport report, StepLog log, long start) {
    JobKey key = frame.key();
    for (Annotation annotation : log.effects().annotations()) {
      recorder.add(key, new RunEvent.Annotated(key, place, annotation));
    }
    if (!log.effects().summary().isEmpty()) {
      recorder.add(key, new RunEvent.SummaryWritten(key, place, log.effects().summary()));
    }
    storedBy(log.effects())
        .ifPresent(
            artifact ->
                recorder.add(
                    key,
                    new RunEvent.ArtifactStored(
                        key, artifact.name(), artifact.size(), "sha256:" + artifact.digest())));
    recorder.add(
        key,
        new RunEvent.StepFinished(
            key,
            place,
            name,
            report.outcome(),
            report.conclusion(),
            Duration.ofNanos(System.nanoTime() - start),
            report.exitCode(),
            report.reason().map(log::mask)));
  }

  /** What a person sees a step called: its name, else what it runs. */
  private String name(Step step, Scope scope) {
    return frame.output().masker().mask(unmaskedName(step, scope));
  }

  private String unmaskedName(Step step, Scope scope) {
    if (!StepName.isComputed(step)) {
      return StepName.known(step);
    }
    try {
      return StepName.of(step, scope.contexts(step.id(), Map.of()));
    } catch (ExpressionException e) {
      return StepName.known(step);
    }
  }

  private StepReport.Work work(StepFrame step) {
    if (step.step().background()) {
      return unsupported(step);
    }
    try {
      return switch (step.step()) {
        case RunStep run -> {
          servicesReady.run();
          yield script(run, step);
        }
        case UsesStep uses -> {
          if (!actions.isNative(uses)) {
            servicesReady.run();
          }
          yield actions.run(uses, step);
        }
        default -> unsupported(step);
      };
    } catch (SlipwayException e) {
      return refused(step, String.valueOf(e.getMessage()));
    }
  }

  private StepReport.Work script(RunStep run, StepFrame step) {
    Contexts contexts = step.contexts();
    String text = run.script().evaluate(contexts).text();
    String shell = text(run.shell().or(() -> frame.defaults().shell()), contexts);
    String folder =
        text(run.workingDirectory().or(() -> frame.defaults().workingDirectory()), contexts);
    Path at = frame.space().workspace().resolve(folder).normalize();
    return commands.script(step, text, shell, at);
  }

  private static String text(Optional<Template> template, Contexts contexts) {
    return template.map(each -> each.evaluate(contexts).text()).orElse("");
  }

  private static StepReport.Work unsupported(StepFrame step) {
    return refused(
        step, "background and parallel steps are planned but cannot run yet in this version");
  }

  private static StepReport.Work refused(StepFrame step, String reason) {
    step.log().error(step.step().position() + ": " + reason);
    return StepReport.Work.failed(reason);
  }

  /** The job's outputs; one that holds a secret is left out, as on GitHub. */
  Map<String, String> outputs(Scope scope) {
    Map<String, String> outputs = new LinkedHashMap<>();
    Contexts contexts = scope.contexts(job.steps().getLast().id(), Map.of());
    for (Template.Entry entry : job.outputs().entries()) {
      String name = entry.key().evaluate(contexts).text();
      Value value = entry.value().evaluate(contexts);
      if (frame.output().masker().mask(value.text()).equals(value.text())) {
        outputs.put(name, value.text());
      } else {
        String message = "Skip output '" + name + "' since it may contain secret.";
        recorder.add(
            frame.key(),
            new RunEvent.Annotated(
                frame.key(), 0, Annotation.of(Annotation.Level.WARNING, message, 0)));
      }
    }
    return outputs;
  }
}
