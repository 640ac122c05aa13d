package dev.slipway.cli;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunId;
import dev.slipway.store.Entry;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.store.LogWriter;
import dev.slipway.workflow.Conclusion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A run told by hand, with a clock that moves only when told to and logs that are real files. */
final class ScriptedRun implements InstantSource {
  static final RunId ID = new RunId("20261124-090000-0007");

  private final LogStore logs;
  private final Consumer<Entry> observer;
  private final Map<String, LogWriter> writers = new HashMap<>();
  private final Map<String, Instant> begun = new HashMap<>();
  private String id = ID.value();
  private Instant now = Instant.parse("2026-11-24T09:00:00Z");
  private long sequence;

  ScriptedRun(Path folder, Consumer<Entry> observer) {
    this.logs = new LogStore(folder, this);
    this.observer = observer;
  }

  @Override
  public Instant instant() {
    return now;
  }

  LogStore logs() {
    return logs;
  }

  /** What follows is about another run. */
  ScriptedRun as(String other) {
    id = other;
    return this;
  }

  ScriptedRun pass(long millis) {
    now = now.plusMillis(millis);
    return this;
  }

  ScriptedRun event(RunEvent event) {
    sequence++;
    observer.accept(
        new Entry(
            sequence, now, "local", OptionalLong.empty(), "run/" + id, "run.scripted", 1, event));
    return this;
  }

  ScriptedRun begin() {
    begun.put("", now);
    return event(
        new RunEvent.RunStarted(
            ID,
            ".github/workflows/ci.yml",
            "CI",
            "push",
            "refs/heads/main",
            "3f2a91c07d5b7c0de1b7f8a9"));
  }

  ScriptedRun queue(String job, String... needs) {
    List<JobKey> keys = List.of(needs).stream().map(JobKey::new).toList();
    return event(new RunEvent.JobQueued(new JobKey(job), job, keys));
  }

  ScriptedRun start(String job, String... steps) {
    begun.put(job, now);
    return event(new RunEvent.JobStarted(new JobKey(job), job, List.of(steps)));
  }

  ScriptedRun step(String job, int number, String name) {
    String log = ID + "/" + job.replace("[", "-").replace("]", "") + "/" + number;
    writers.put(job + number, logs.open(new LogId(log)));
    begun.put(job + number, now);
    return event(new RunEvent.StepStarted(new JobKey(job), number, name, log));
  }

  ScriptedRun print(String job, int number, String... lines) {
    return printRaw(job, number, String.join("\n", lines) + "\n");
  }

  ScriptedRun printRaw(String job, int number, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogWriter writer = Objects.requireNonNull(writers.get(job + number));
    writer.write(bytes, 0, bytes.length);
    writer.flush();
    return this;
  }

  ScriptedRun pass(String job, int number, String name) {
    return end(job, number, name, Conclusion.SUCCESS, Conclusion.SUCCESS, OptionalInt.of(0));
  }

  ScriptedRun fail(String job, int number, String name, int exitCode) {
    OptionalInt code = OptionalInt.of(exitCode);
    return end(job, number, name, Conclusion.FAILURE, Conclusion.FAILURE, code);
  }

  ScriptedRun end(
      String job,
      int number,
      String name,
      Conclusion outcome,
      Conclusion conclusion,
      OptionalInt exitCode) {
    Objects.requireNonNull(writers.remove(job + number)).close();
    Duration took = Duration.between(begun.get(job + number), now);
    return event(
        new RunEvent.StepFinished(
            new JobKey(job), number, name, outcome, conclusion, took, exitCode, Optional.empty()));
  }

  ScriptedRun finish(String job, Conclusion conclusion) {
    return finish(job, conclusion, Optional.empty());
  }

  ScriptedRun finish(String job, Conclusion conclusion, Optional<String> reason) {
    Duration took = Duration.between(begun.getOrDefault(job, now), now);
    return event(new RunEvent.JobFinished(new JobKey(job), job, conclusion, took, reason));
  }

  ScriptedRun remark(String job, int step, Annotation annotation) {
    return event(new RunEvent.Annotated(new JobKey(job), step, annotation));
  }

  ScriptedRun end(Conclusion conclusion) {
    Duration took = Duration.between(begun.get(""), now);
    return event(new RunEvent.RunFinished(ID, conclusion, took, took.minusMillis(200)));
  }
}
