package dev.slipway.runner;

import dev.slipway.store.EventCodec;
import dev.slipway.store.EventFields;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The JSON form of the events of a run, as {@code docs/journal.md} describes it. */
public final class RunEventCodec implements EventCodec<RunEvent> {
  private static final Set<String> TYPES =
      Set.of(
          "run.started",
          "run.finished",
          "run.cancel-requested",
          "job.queued",
          "job.waiting",
          "job.started",
          "job.finished",
          "step.started",
          "step.finished",
          "annotation",
          "service.ready",
          "artifact.stored",
          "summary.written",
          "tests.reported",
          "coverage.reported");

  /** A codec; it has no state. */
  public RunEventCodec() {}

  @Override
  public Class<RunEvent> family() {
    return RunEvent.class;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public String type(RunEvent event) {
    return switch (event) {
      case RunEvent.RunStarted started -> "run.started";
      case RunEvent.RunFinished finished -> "run.finished";
      case RunEvent.CancelRequested requested -> "run.cancel-requested";
      case RunEvent.JobQueued queued -> "job.queued";
      case RunEvent.JobWaiting waiting -> "job.waiting";
      case RunEvent.JobStarted started -> "job.started";
      case RunEvent.JobFinished finished -> "job.finished";
      case RunEvent.StepStarted started -> "step.started";
      case RunEvent.StepFinished finished -> "step.finished";
      case RunEvent.Annotated annotated -> "annotation";
      case RunEvent.ServiceReady ready -> "service.ready";
      case RunEvent.ArtifactStored stored -> "artifact.stored";
      case RunEvent.SummaryWritten written -> "summary.written";
      case RunEvent.TestsReported reported -> "tests.reported";
      case RunEvent.CoverageReported reported -> "coverage.reported";
    };
  }

  @Override
  public void write(RunEvent event, JsonGenerator json) {
    RunEventWriter.write(event, json);
  }

  @Override
  public RunEvent read(String type, int version, EventFields fields) {
    return RunEventReader.read(type, fields);
  }
}
