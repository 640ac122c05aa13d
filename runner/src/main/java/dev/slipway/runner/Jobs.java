package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.CallJob;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.StepsJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the jobs that the scheduler has decided on: waits for whatever stands in their way, gives
 * them a place, and says how they ended.
 */
final class Jobs implements Scheduler.LegRunner {
  private final RunScope run;

  Jobs(RunScope run) {
    this.run = run;
  }

  @Override
  public JobResult run(Scheduler.Leg leg) {
    if (leg.cancellation().isRequested()) {
      return ended(leg, Conclusion.CANCELLED, leg.cancellation().reason().orElse("cancelled"));
    }
    try {
      Optional<Concurrency> concurrency = concurrency(leg);
      if (concurrency.isEmpty()) {
        return dispatch(leg);
      }
      return inGroup(leg, concurrency.get());
    } catch (ExpressionException e) {
      return ended(leg, Conclusion.FAILURE, leg.job().position() + ": " + e.getMessage());
    } catch (SlipwayException e) {
      if (e.code().kind() == ErrorCode.Kind.INTERNAL) {
        throw e;
      }
      return ended(leg, Conclusion.FAILURE, leg.job().position() + ": " + e.getMessage());
    }
  }

  private JobResult dispatch(Scheduler.Leg leg) {
    return switch (leg.job()) {
      case StepsJob job -> new StepsJobStart(run, leg, job).run();
      case CallJob job -> call(leg, job);
    };
  }

  private static Optional<Concurrency> concurrency(Scheduler.Leg leg) {
    if (leg.job().concurrency().isEmpty()) {
      return Optional.empty();
    }
    Parsed<Concurrency> parsed =
        Concurrency.evaluate(leg.job().concurrency().get(), leg.contexts());
    if (parsed.value().isEmpty()) {
      throw new SlipwayException(
          ErrorCode.INVALID_DOCUMENT, parsed.problems().getFirst().message());
    }
    return parsed.value();
  }

  private JobResult inGroup(Scheduler.Leg leg, Concurrency concurrency) {
    boolean queueAll = concurrency.queue() == Concurrency.Queue.MAX;
    run.recorder()
        .add(
            leg.key(),
            new RunEvent.JobWaiting(leg.key(), "concurrency group '" + concurrency.group() + "'"));
    try (ConcurrencyGroups.Place place =
        run.machine()
            .groups()
            .enter(
                concurrency.group(),
                concurrency.cancelInProgress(),
                queueAll,
                leg.cancellation())) {
      if (!place.isHeld()) {
        return ended(
            leg,
            Conclusion.CANCELLED,
            leg.cancellation().reason().orElse("cancelled while waiting"));
      }
      return dispatch(leg);
    }
  }

  /** A job that calls another workflow: its jobs run as if they stood here. */
  private JobResult call(Scheduler.Leg leg, CallJob job) {
    if (job.called().isEmpty()) {
      return ended(
          leg,
          Conclusion.FAILURE,
          job.position()
              + ": '"
              + job.uses().text()
              + "' would have to be fetched, which this version cannot do yet");
    }
    Contexts inside = WorkflowCall.contexts(job, leg.contexts());
    WorkflowScope called =
        leg.scope().called(job.called().get(), leg.key(), inside, leg.cancellation());
    run.recorder().add(leg.key(), new RunEvent.JobStarted(leg.key(), leg.name(), List.of()));
    long start = System.nanoTime();
    Map<String, JobResult> results = new Scheduler(called, this).run();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Conclusion conclusion =
        Conclusion.of(results.values().stream().map(JobResult::conclusion).toList());
    Map<String, String> outputs =
        WorkflowCall.outputs(job.called().get(), inside, results, run.keeping().masker());
    run.recorder()
        .add(
            leg.key(),
            new RunEvent.JobFinished(leg.key(), leg.name(), conclusion, took, Optional.empty()));
    return JobResult.of(conclusion, outputs, longest(results));
  }

  private static Duration longest(Map<String, JobResult> results) {
    return results.values().stream()
        .map(JobResult::path)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private JobResult ended(Scheduler.Leg leg, Conclusion conclusion, String reason) {
    run.recorder()
        .add(
            leg.key(),
            new RunEvent.JobFinished(
                leg.key(), leg.name(), conclusion, Duration.ZERO, Optional.of(reason)));
    return JobResult.of(conclusion, Map.of(), Duration.ZERO);
  }
}
