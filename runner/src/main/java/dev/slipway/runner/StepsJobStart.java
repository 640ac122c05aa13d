package dev.slipway.runner;

import dev.slipway.document.Position;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.OutputSink;
import dev.slipway.store.LogId;
import dev.slipway.store.LogWriter;
import dev.slipway.store.MaskingSink;
import dev.slipway.store.Secret;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.Defaults;
import dev.slipway.workflow.EnvironmentRef;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.StepName;
import dev.slipway.workflow.StepsJob;
import dev.slipway.workflow.Template;
import dev.slipway.workflow.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The start of one job with steps: asks whether it may, gives it its place, and runs it. */
final class StepsJobStart {
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final Duration CANCELLING = Duration.ofMinutes(5);

  private final RunScope run;
  private final Scheduler.Leg leg;
  private final StepsJob job;

  StepsJobStart(RunScope run, Scheduler.Leg leg, StepsJob job) {
    this.run = run;
    this.leg = leg;
    this.job = job;
  }

  JobResult run() {
    Optional<String> obstacle = new JobPlace(leg.contexts()).obstacle(job);
    if (obstacle.isPresent()) {
      return ended(Conclusion.SKIPPED, obstacle.get());
    }
    if (job.container().isPresent()) {
      return ended(
          Conclusion.FAILURE,
          job.container().get().position()
              + ": a job in a container needs a container engine, which this version cannot use"
              + " yet");
    }
    return switch (permission()) {
      case Gate.Answer.Open(Map<String, Secret> secrets, Map<String, String> variables) ->
          inSlot(withEnvironment(secrets, variables));
      case Gate.Answer.Refused(String reason) -> ended(Conclusion.FAILURE, reason);
    };
  }

  private Gate.Answer permission() {
    Optional<EnvironmentRef> environment = EnvironmentRef.evaluate(job, leg.contexts());
    if (environment.isEmpty()) {
      return new Gate.Answer.Open(Map.of(), Map.of());
    }
    Value github = leg.contexts().named("github");
    return run.gate()
        .request(
            new Gate.Request(
                run.id(),
                leg.key(),
                environment.get().name(),
                Optional.empty(),
                github.member("ref").text(),
                github.member("actor").text()),
            leg.cancellation());
  }

  private Contexts withEnvironment(Map<String, Secret> secrets, Map<String, String> variables) {
    if (secrets.isEmpty() && variables.isEmpty()) {
      return leg.contexts();
    }
    ObjectValue.Builder allSecrets = members("secrets");
    secrets.forEach(
        (name, secret) -> {
          run.keeping().masker().add(secret);
          allSecrets.put(name, secret.reveal());
        });
    ObjectValue.Builder allVariables = members("vars");
    variables.forEach(allVariables::put);
    return leg.contexts().with("secrets", allSecrets.build()).with("vars", allVariables.build());
  }

  private ObjectValue.Builder members(String context) {
    return leg.contexts().named(context) instanceof ObjectValue object
        ? object.toBuilder()
        : ObjectValue.builder();
  }

  private JobResult inSlot(Contexts contexts) {
    JobSlots slots = run.machine().slots();
    if (slots.isFull()) {
      run.recorder()
          .add(leg.key(), new RunEvent.JobWaiting(leg.key(), "as many jobs run as may at once"));
    }
    if (!slots.acquire(leg.cancellation())) {
      return ended(
          Conclusion.CANCELLED, leg.cancellation().reason().orElse("cancelled while waiting"));
    }
    // Jobs of two workflows of one event may have the same key.
    String part = run.id() + "/" + leg.key().fileName();
    try (Lifetime lifetime = run.lifetime().child(part)) {
      return inPlace(contexts, lifetime);
    } finally {
      slots.release();
    }
  }

  private JobResult inPlace(Contexts contexts, Lifetime lifetime) {
    List<ServiceSpec> specs =
        ServiceSpec.all(job.services().map(each -> each.evaluate(contexts)).orElse(Value.none()));
    for (ServiceSpec spec : specs) {
      Optional<String> obstacle = Services.obstacle(spec);
      if (obstacle.isPresent()) {
        return ended(Conclusion.FAILURE, position(spec) + ": " + obstacle.get());
      }
    }
    return withServices(specs, contexts, lifetime);
  }

  private Position position(ServiceSpec spec) {
    return job.services().orElseThrow() instanceof Template.Mapping services
        ? services.find(spec.name()).map(Template::position).orElse(services.position())
        : job.position();
  }

  private JobResult withServices(List<ServiceSpec> specs, Contexts contexts, Lifetime lifetime) {
    List<String> names = job.steps().stream().map(StepName::known).toList();
    run.recorder().add(leg.key(), new RunEvent.JobStarted(leg.key(), leg.name(), names));
    long start = System.nanoTime();
    Services services =
        Services.start(
            specs,
            run.machine().ports(),
            lifetime,
            leg.cancellation(),
            name -> serviceLog(name, lifetime),
            this::tellService);
    JobFrame frame = new JobPlace(contexts).frame(run, leg, job, services, lifetime, defaults());
    Duration limit = StepRunner.minutes(job.timeoutMinutes(), contexts).orElse(LONGEST);
    JobResult result;
    String reason = "";
    try (Executor.Workbench bench = frame.workbench();
        Cancellation.Registration ignored = forceAfter(cancelLimit(contexts));
        Deadlines.Deadline deadline =
            run.machine()
                .deadlines()
                .start(limit, () -> leg.cancellation().request(tooLong(limit)))) {
      result = steps(frame, services, contexts);
      if (deadline.isPassed()) {
        reason = tooLong(limit);
        annotate(reason);
      }
    }
    return finished(result, start, reason);
  }

  private Duration cancelLimit(Contexts contexts) {
    return StepRunner.minutes(job.cancelTimeoutMinutes(), contexts).orElse(CANCELLING);
  }

  // What a cancelled job still does, in steps with if: always(), must come to an end.
  private Cancellation.Registration forceAfter(Duration limit) {
    String why = "the job did not end within " + Spans.minutes(limit) + " of its cancellation";
    AtomicReference<Optional<Deadlines.Deadline>> watch = new AtomicReference<>(Optional.empty());
    Cancellation.Registration asked =
        leg.cancellation()
            .onRequest(
                () ->
                    watch.set(
                        Optional.of(
                            run.machine()
                                .deadlines()
                                .start(limit, () -> leg.cancellation().force(why)))));
    return () -> {
      asked.close();
      watch.get().ifPresent(Deadlines.Deadline::close);
    };
  }

  private JobResult steps(JobFrame frame, Services services, Contexts contexts) {
    JobRun steps = new JobRun(job, frame, run, services, this::open);
    Scope scope = Scope.ofJob(frame);
    Conclusion conclusion = steps.run(scope);
    Map<String, String> outputs = Map.of();
    try {
      outputs = steps.outputs(scope);
      if (conclusion == Conclusion.FAILURE && StepRunner.isTrue(job.continueOnError(), contexts)) {
        conclusion = Conclusion.SUCCESS;
      }
    } catch (ExpressionException e) {
      annotate(job.position() + ": " + e.getMessage());
      conclusion = Conclusion.FAILURE;
    }
    return JobResult.of(conclusion, outputs, Duration.ZERO);
  }

  private JobResult finished(JobResult result, long start, String reason) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Optional<String> why =
        reason.isEmpty() && result.conclusion() == Conclusion.CANCELLED
            ? leg.cancellation().reason()
            : Optional.of(reason).filter(text -> !text.isEmpty());
    run.recorder()
        .add(
            leg.key(),
            new RunEvent.JobFinished(leg.key(), leg.name(), result.conclusion(), took, why));
    return JobResult.of(result.conclusion(), result.outputs(), took);
  }

  private StepLogs.Opened open(int number, String name) {
    LogId id = run.log(leg.key(), Integer.toString(number));
    RunScope.Keeping keeping = run.keeping();
    LogWriter writer = keeping.logs().open(id);
    StepLog log =
        new StepLog(keeping.masker(), writer, new StepEffects(), run.options().debug(), number);
    if (!keeping.listener().equals(LogListener.NONE)) {
      log.onLine(line -> keeping.listener().line(leg.key(), number, line));
    }
    return new StepLogs.Opened(log, writer, id.value());
  }

  private OutputSink serviceLog(String name, Lifetime lifetime) {
    RunScope.Keeping keeping = run.keeping();
    LogId id = run.log(leg.key(), "service-" + name);
    LogWriter writer = lifetime.closing(keeping.logs().open(id));
    MaskingSink masked = keeping.masker().stream(writer);
    return (buffer, offset, length) -> {
      masked.write(buffer, offset, length);
      writer.flush();
    };
  }

  private Defaults defaults() {
    Defaults outer = leg.scope().workflow().defaults();
    return new Defaults(
        job.defaults().shell().or(outer::shell),
        job.defaults().workingDirectory().or(outer::workingDirectory));
  }

  private void tellService(Services.Running running) {
    run.recorder()
        .add(
            leg.key(),
            new RunEvent.ServiceReady(leg.key(), running.name(), running.detail(), running.took()));
    for (String note : running.notes()) {
      run.recorder()
          .add(
              leg.key(),
              new RunEvent.Annotated(
                  leg.key(), 0, Annotation.of(Annotation.Level.NOTICE, note, 0)));
    }
  }

  private void annotate(String message) {
    run.recorder()
        .add(
            leg.key(),
            new RunEvent.Annotated(
                leg.key(),
                0,
                Annotation.of(Annotation.Level.ERROR, run.keeping().masker().mask(message), 0)));
  }

  private static String tooLong(Duration limit) {
    return "The job has exceeded the maximum execution time of " + Spans.minutes(limit);
  }

  private JobResult ended(Conclusion conclusion, String reason) {
    run.recorder()
        .add(
            leg.key(),
            new RunEvent.JobFinished(
                leg.key(), leg.name(), conclusion, Duration.ZERO, Optional.of(reason)));
    return JobResult.of(conclusion, Map.of(), Duration.ZERO);
  }
}
