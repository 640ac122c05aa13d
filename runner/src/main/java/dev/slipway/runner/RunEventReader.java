package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import dev.slipway.store.EventFields;
import dev.slipway.workflow.Conclusion;
import java.util.Locale;

/** Makes run events from the fields a {@link RunEventWriter} wrote. */
final class RunEventReader {
  private RunEventReader() {}

  static RunEvent read(String type, EventFields fields) {
    return switch (type) {
      case "run.started" ->
          new RunEvent.RunStarted(
              new RunId(fields.text("run")),
              fields.text("workflow"),
              fields.text("name"),
              fields.text("event"),
              fields.text("ref"),
              fields.text("sha"));
      case "run.finished" ->
          new RunEvent.RunFinished(
              new RunId(fields.text("run")),
              conclusion(fields, "conclusion"),
              fields.millis("tookMillis"),
              fields.millis("criticalPathMillis"));
      case "run.cancel-requested" -> new RunEvent.CancelRequested(fields.text("reason"));
      case "annotation" -> new RunEvent.Annotated(job(fields), step(fields), annotation(fields));
      case "service.ready" ->
          new RunEvent.ServiceReady(
              job(fields),
              fields.text("service"),
              fields.text("detail"),
              fields.millis("tookMillis"));
      case "artifact.stored" ->
          new RunEvent.ArtifactStored(
              job(fields), fields.text("name"), fields.number("bytes"), fields.text("digest"));
      case "summary.written" ->
          new RunEvent.SummaryWritten(job(fields), step(fields), fields.text("markdown"));
      case "tests.reported" -> new RunEvent.TestsReported(job(fields), report(fields));
      case "coverage.reported" ->
          new RunEvent.CoverageReported(
              job(fields),
              new Coverage(
                  fields.text("source"), fields.number("covered"), fields.number("lines")));
      default -> jobOrStep(type, fields);
    };
  }

  private static RunEvent jobOrStep(String type, EventFields fields) {
    return switch (type) {
      case "job.queued" ->
          new RunEvent.JobQueued(
              job(fields),
              fields.text("name"),
              fields.texts("needs").stream().map(JobKey::new).toList());
      case "job.waiting" -> new RunEvent.JobWaiting(job(fields), fields.text("reason"));
      case "job.started" ->
          new RunEvent.JobStarted(job(fields), fields.text("name"), fields.texts("steps"));
      case "job.finished" ->
          new RunEvent.JobFinished(
              job(fields),
              fields.text("name"),
              conclusion(fields, "conclusion"),
              fields.millis("tookMillis"),
              fields.optionalText("reason"));
      case "step.started" ->
          new RunEvent.StepStarted(
              job(fields), step(fields), fields.text("name"), fields.text("log"));
      case "step.finished" ->
          new RunEvent.StepFinished(
              job(fields),
              step(fields),
              fields.text("name"),
              conclusion(fields, "outcome"),
              conclusion(fields, "conclusion"),
              fields.millis("tookMillis"),
              fields.optionalNumber("exitCode"),
              fields.optionalText("reason"));
      default ->
          throw new SlipwayException(ErrorCode.CORRUPT, "no run event is called '" + type + "'");
    };
  }

  private static JobKey job(EventFields fields) {
    return new JobKey(fields.text("job"));
  }

  private static int step(EventFields fields) {
    return Math.toIntExact(fields.number("step"));
  }

  private static Conclusion conclusion(EventFields fields, String name) {
    return Conclusion.valueOf(fields.text(name).toUpperCase(Locale.ROOT));
  }

  private static Annotation annotation(EventFields fields) {
    Annotation.Place place =
        new Annotation.Place(
            fields.optionalText("file"),
            fields.optionalNumber("line"),
            fields.optionalNumber("endLine"),
            fields.optionalNumber("column"),
            fields.optionalNumber("endColumn"));
    return new Annotation(
        Annotation.Level.valueOf(fields.text("level").toUpperCase(Locale.ROOT)),
        fields.text("message"),
        place,
        fields.optionalText("title"),
        fields.optionalText("code"),
        step(fields));
  }

  private static TestReport report(EventFields fields) {
    return new TestReport(
        fields.text("source"),
        Math.toIntExact(fields.number("passed")),
        Math.toIntExact(fields.number("failed")),
        Math.toIntExact(fields.number("skipped")),
        Math.toIntExact(fields.number("quarantined")),
        fields.millis("tookMillis"),
        fields.objects("slowest").stream()
            .map(each -> new TestReport.Timed(each.text("test"), each.millis("tookMillis")))
            .toList(),
        fields.objects("failures").stream().map(RunEventReader::failure).toList());
  }

  private static TestReport.Failure failure(EventFields fields) {
    return new TestReport.Failure(
        fields.text("test"),
        fields.optionalText("file"),
        fields.optionalNumber("line"),
        fields.text("message"),
        fields.optionalText("quarantine"));
  }
}
