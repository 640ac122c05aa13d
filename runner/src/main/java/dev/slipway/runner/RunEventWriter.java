package dev.slipway.runner;

import dev.slipway.runner.report.TestReport;
import dev.slipway.store.EventFields;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** Writes the fields of run events. Times are whole milliseconds; what is absent is left out. */
final class RunEventWriter {
  private RunEventWriter() {}

  static void write(RunEvent event, JsonGenerator json) {
    switch (event) {
      case RunEvent.RunStarted started -> write(started, json);
      case RunEvent.RunFinished finished -> {
        json.writeStringProperty("run", finished.run().value());
        conclusion(json, finished.conclusion());
        millis(json, "tookMillis", finished.took());
        millis(json, "criticalPathMillis", finished.criticalPath());
      }
      case RunEvent.CancelRequested requested ->
          json.writeStringProperty("reason", requested.reason());
      case RunEvent.JobQueued queued -> {
        job(json, queued.job(), queued.name());
        EventFields.write(json, "needs", queued.needs().stream().map(JobKey::value).toList());
      }
      case RunEvent.JobWaiting waiting -> {
        json.writeStringProperty("job", waiting.job().value());
        json.writeStringProperty("reason", waiting.reason());
      }
      case RunEvent.JobStarted started -> {
        job(json, started.job(), started.name());
        EventFields.write(json, "steps", started.steps());
      }
      case RunEvent.JobFinished finished -> {
        job(json, finished.job(), finished.name());
        conclusion(json, finished.conclusion());
        millis(json, "tookMillis", finished.took());
        EventFields.write(json, "reason", finished.reason());
      }
      case RunEvent.StepStarted started -> {
        step(json, started.job(), started.number());
        json.writeStringProperty("name", started.name());
        json.writeStringProperty("log", started.log());
      }
      case RunEvent.StepFinished finished -> write(finished, json);
      case RunEvent.Annotated annotated -> {
        step(json, annotated.job(), annotated.step());
        write(annotated.annotation(), json);
      }
      case RunEvent.ServiceReady ready -> {
        json.writeStringProperty("job", ready.job().value());
        json.writeStringProperty("service", ready.service());
        json.writeStringProperty("detail", ready.detail());
        millis(json, "tookMillis", ready.took());
      }
      case RunEvent.ArtifactStored stored -> {
        job(json, stored.job(), stored.name());
        json.writeNumberProperty("bytes", stored.bytes());
        json.writeStringProperty("digest", stored.digest());
      }
      case RunEvent.SummaryWritten written -> {
        step(json, written.job(), written.step());
        json.writeStringProperty("markdown", written.markdown());
      }
      case RunEvent.TestsReported reported -> {
        json.writeStringProperty("job", reported.job().value());
        write(reported.report(), json);
      }
      case RunEvent.CoverageReported reported -> {
        json.writeStringProperty("job", reported.job().value());
        json.writeStringProperty("source", reported.coverage().source());
        json.writeNumberProperty("covered", reported.coverage().covered());
        json.writeNumberProperty("lines", reported.coverage().lines());
      }
    }
  }

  private static void write(RunEvent.RunStarted started, JsonGenerator json) {
    json.writeStringProperty("run", started.run().value());
    json.writeStringProperty("workflow", started.workflow());
    json.writeStringProperty("name", started.name());
    json.writeStringProperty("event", started.event());
    json.writeStringProperty("ref", started.ref());
    json.writeStringProperty("sha", started.sha());
  }

  private static void write(RunEvent.StepFinished finished, JsonGenerator json) {
    step(json, finished.job(), finished.number());
    json.writeStringProperty("name", finished.name());
    json.writeStringProperty("outcome", finished.outcome().text());
    conclusion(json, finished.conclusion());
    millis(json, "tookMillis", finished.took());
    number(json, "exitCode", finished.exitCode());
    EventFields.write(json, "reason", finished.reason());
  }

  private static void write(Annotation annotation, JsonGenerator json) {
    json.writeStringProperty("level", annotation.level().text());
    json.writeStringProperty("message", annotation.message());
    EventFields.write(json, "file", annotation.place().file());
    number(json, "line", annotation.place().line());
    number(json, "endLine", annotation.place().endLine());
    number(json, "column", annotation.place().column());
    number(json, "endColumn", annotation.place().endColumn());
    EventFields.write(json, "title", annotation.title());
    EventFields.write(json, "code", annotation.code());
  }

  private static void write(TestReport report, JsonGenerator json) {
    json.writeStringProperty("source", report.source());
    json.writeNumberProperty("passed", report.passed());
    json.writeNumberProperty("failed", report.failed());
    json.writeNumberProperty("skipped", report.skipped());
    json.writeNumberProperty("quarantined", report.quarantined());
    millis(json, "tookMillis", report.took());
    json.writeArrayPropertyStart("slowest");
    for (TestReport.Timed test : report.slowest()) {
      json.writeStartObject();
      json.writeStringProperty("test", test.test());
      millis(json, "tookMillis", test.took());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("failures");
    for (TestReport.Failure failure : report.failures()) {
      json.writeStartObject();
      json.writeStringProperty("test", failure.test());
      EventFields.write(json, "file", failure.file());
      number(json, "line", failure.line());
      json.writeStringProperty("message", failure.message());
      EventFields.write(json, "quarantine", failure.quarantine());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void job(JsonGenerator json, JobKey job, String name) {
    json.writeStringProperty("job", job.value());
    json.writeStringProperty("name", name);
  }

  private static void step(JsonGenerator json, JobKey job, int number) {
    json.writeStringProperty("job", job.value());
    json.writeNumberProperty("step", number);
  }

  private static void conclusion(JsonGenerator json, Conclusion conclusion) {
    json.writeStringProperty("conclusion", conclusion.text());
  }

  private static void millis(JsonGenerator json, String name, Duration duration) {
    json.writeNumberProperty(name, duration.toMillis());
  }

  private static void number(JsonGenerator json, String name, OptionalInt value) {
    value.ifPresent(number -> json.writeNumberProperty(name, number));
  }
}
