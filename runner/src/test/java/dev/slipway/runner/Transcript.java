package dev.slipway.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a run, as text that is the same at every run: jobs by key, steps in order. */
final class Transcript {
  private final Path folder;
  private final List<RunEvent> events;
  private final Map<String, List<String>> lines;
  private final Map<Path, String> places;

  /**
   * @param places what folders that have another name at every run are called
   */
  Transcript(
      Path folder,
      List<RunEvent> events,
      Map<String, List<String>> lines,
      Map<Path, String> places) {
    this.folder = folder;
    this.events = events;
    this.lines = lines;
    this.places = places;
  }

  String text() {
    Map<String, List<String>> jobs = new TreeMap<>();
    Map<RunId, String> names = new HashMap<>();
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
        case RunEvent.StepFinished step -> {
          job(jobs, step.job()).addAll(step(step));
          job(jobs, step.job()).addAll(remarks(step));
        }
        case RunEvent.Annotated annotated when annotated.step() == 0 ->
            job(jobs, annotated.job()).add("  " + remark(annotated.annotation()));
        case RunEvent.ServiceReady service ->
            job(jobs, service.job()).add("  service " + service.service());
        case RunEvent.CancelRequested request -> whole.add("cancel: " + request.reason());
        case RunEvent.RunStarted run ->
            names.put(run.run(), "run '" + run.name() + "' on " + run.event());
        case RunEvent.RunFinished run ->
            whole.add(names.get(run.run()) + ": " + run.conclusion().text());
        default -> {}
      }
    }
    StringBuilder text = new StringBuilder();
    jobs.values().forEach(job -> job.forEach(line -> text.append(line).append('\n')));
    whole.sort(Comparator.naturalOrder());
    whole.forEach(line -> text.append(line).append('\n'));
    return stable(text.toString());
  }

  private String stable(String text) {
    String stable = text;
    for (Map.Entry<Path, String> place : places.entrySet()) {
      stable = stable.replace(place.getKey().toString(), place.getValue());
    }
    for (RunEvent event : events) {
      if (event instanceof RunEvent.RunStarted run) {
        stable = stable.replace(run.run().value(), "RUN").replace(run.sha(), "COMMIT");
      }
    }
    return stable
        .replace(folder.toString(), "REPO")
        .replaceAll("sha256:[0-9a-f]{64}", "sha256:DIGEST");
  }

  private static List<String> job(Map<String, List<String>> jobs, JobKey key) {
    return jobs.computeIfAbsent(key.value(), each -> new ArrayList<>());
  }

  private static String named(String key, String name) {
    return key.equals(name) ? "" : " '" + name + "'";
  }

  /** What a step raised, as annotations and in its summary. */
  private List<String> remarks(RunEvent.StepFinished step) {
    List<String> remarks = new ArrayList<>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Annotated(JobKey job, int number, Annotation annotation)
          && job.equals(step.job())
          && number == step.number()) {
        remarks.add("    " + remark(annotation));
      }
      if (event instanceof RunEvent.SummaryWritten(JobKey job, int number, String markdown)
          && job.equals(step.job())
          && number == step.number()) {
        remarks.add("    summary: " + markdown.strip().replace("\n", "\n    summary: "));
      }
    }
    return remarks;
  }

  private static String remark(Annotation annotation) {
    return annotation.level().text()
        + place(annotation)
        + annotation.title().map(title -> " [" + title + "]").orElse("")
        + ": "
        + annotation.message().replace("\n", "\n      ");
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
