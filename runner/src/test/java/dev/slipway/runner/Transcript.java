package dev.slipway.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a run, as text that is the same at every run: jobs by key, steps in order. */
final class Transcript {
  private final Path folder;
  private final List<RunEvent> events;
  private final Map<String, List<String>> lines;

  Transcript(Path folder, List<RunEvent> events, Map<String, List<String>> lines) {
    this.folder = folder;
    this.events = events;
    this.lines = lines;
  }

  String text() {
    Map<String, List<String>> jobs = new TreeMap<>();
    List<String> whole = new ArrayList<>();
    for (RunEvent event : events) {
      switch (event) {
        case RunEvent.JobFinished job ->
            job(jobs, job.job())
                .addFirst(
                    "job "
                        + job.job()
                        + named(job.job().value(), job.name())
                        + ": "
                        + job.conclusion().text()
                        + job.reason().map(reason -> " (" + reason + ")").orElse(""));
        case RunEvent.StepFinished step -> job(jobs, step.job()).addAll(step(step));
        case RunEvent.Annotated annotated ->
            job(jobs, annotated.job())
                .add(
                    "  "
                        + annotated.annotation().level().text()
                        + place(annotated.annotation())
                        + ": "
                        + annotated.annotation().message());
        case RunEvent.SummaryWritten summary ->
            job(jobs, summary.job()).add("  summary: " + summary.markdown().strip());
        case RunEvent.CancelRequested request -> whole.add("cancel: " + request.reason());
        case RunEvent.RunFinished run -> whole.add("run: " + run.conclusion().text());
        case RunEvent.RunStarted run -> whole.add("run '" + run.name() + "' on " + run.event());
        default -> {}
      }
    }
    StringBuilder text = new StringBuilder();
    jobs.values().forEach(job -> job.forEach(line -> text.append(line).append('\n')));
    whole.forEach(line -> text.append(line).append('\n'));
    return text.toString().replace(folder.toString(), "REPO");
  }

  private static List<String> job(Map<String, List<String>> jobs, JobKey key) {
    return jobs.computeIfAbsent(key.value(), each -> new ArrayList<>());
  }

  private static String named(String key, String name) {
    return key.equals(name) ? "" : " '" + name + "'";
  }

  private static String place(Annotation annotation) {
    String place = annotation.place().text();
    return place.isEmpty() ? "" : " " + place;
  }

  private List<String> step(RunEvent.StepFinished step) {
    List<String> text = new ArrayList<>();
    String outcome =
        step.outcome() == step.conclusion()
            ? step.outcome().text()
            : step.outcome().text() + ", counts as " + step.conclusion().text();
    text.add(
        "  step "
            + step.number()
            + " "
            + step.name()
            + ": "
            + outcome
            + step.reason().map(reason -> " (" + reason + ")").orElse(""));
    List<String> printed = lines.getOrDefault(step.job() + "/" + step.number(), List.of());
    boolean inHead = false;
    for (String line : printed) {
      inHead = line.startsWith("##[group]Run ") || inHead;
      if (!inHead) {
        text.add("    | " + line);
      }
      inHead = inHead && !line.equals("##[endgroup]");
    }
    return text;
  }
}
