package dev.slipway.runner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one step did to its job: outputs, environment, path, state, annotations, summary and built
 * subjects. Thread-safe: output is read while the step runs; what is returned is a copy.
 */
final class StepEffects {
  /** As many annotations of each level GitHub keeps for a step; the log keeps all. */
  static final int MAX_ANNOTATIONS_PER_LEVEL = 10;

  private final NamedValues outputs = new NamedValues();
  private final NamedValues state = new NamedValues();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> path = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private final Map<Annotation.Level, Integer> raised = new EnumMap<>(Annotation.Level.class);
  private final List<ArtifactSubject> subjects = new ArrayList<>();
  private final StepSummary summary = new StepSummary();
  private int masksAdded;
  private boolean commandFailed;

  /** Sets an output; the last value of a name wins, whatever its case. */
  synchronized void output(String name, String value) {
    outputs.put(name, value);
  }

  /** Keeps state for the post part of the same action. */
  synchronized void state(String name, String value) {
    state.put(name, value);
  }

  /** Sets an environment variable of the steps that follow. */
  synchronized void environment(String name, String value) {
    environment.put(name, value);
  }

  /** Puts a folder in front of the PATH of the steps that follow; one already there moves up. */
  synchronized void prependPath(String folder) {
    path.remove(folder);
    path.add(folder);
  }

  /** Keeps the annotation, or counts it as dropped when its level has its ten. */
  synchronized void annotate(Annotation annotation) {
    int before = raised.merge(annotation.level(), 1, Integer::sum) - 1;
    if (before < MAX_ANNOTATIONS_PER_LEVEL) {
      annotations.add(annotation);
    }
  }

  synchronized void subject(ArtifactSubject subject) {
    subjects.add(subject);
  }

  /** Adds Markdown that is already masked. */
  synchronized void summarize(String markdown) {
    summary.append(markdown);
  }

  synchronized void maskAdded() {
    masksAdded++;
  }

  /** A command or command file could not be processed: the step fails whatever its exit code. */
  synchronized void commandFailed() {
    commandFailed = true;
  }

  /**
   * Takes over what an inner step of a composite action did to the whole job. Its outputs and state
   * stay its own: they belong to the inner scope.
   */
  void absorb(StepEffects inner) {
    Map<String, String> innerEnvironment = inner.environment();
    List<String> innerPath = inner.pathPrepends();
    List<Annotation> innerAnnotations = inner.annotations();
    Map<Annotation.Level, Integer> innerRaised = inner.raised();
    String innerSummary = inner.summary();
    List<ArtifactSubject> innerSubjects = inner.subjects();
    int innerMasks = inner.masksAdded();
    synchronized (this) {
      environment.putAll(innerEnvironment);
      innerPath.forEach(this::prependPath);
      innerAnnotations.forEach(this::annotate);
      countDropped(innerAnnotations, innerRaised);
      summary.append(innerSummary);
      subjects.addAll(innerSubjects);
      masksAdded += innerMasks;
    }
  }

  private void countDropped(List<Annotation> kept, Map<Annotation.Level, Integer> innerRaised) {
    innerRaised.forEach(
        (level, count) -> {
          long keptOfLevel = kept.stream().filter(each -> each.level() == level).count();
          raised.merge(level, (int) (count - keptOfLevel), Integer::sum);
        });
  }

  synchronized Map<String, String> outputs() {
    return outputs.toMap();
  }

  synchronized Map<String, String> state() {
    return state.toMap();
  }

  /** Variables to set for the steps that follow, in the order first set. */
  synchronized Map<String, String> environment() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Folders to put in front of PATH, in the order they were given: the last one comes first. */
  synchronized List<String> pathPrepends() {
    return List.copyOf(path);
  }

  /** At most ten a level, in the order raised. */
  synchronized List<Annotation> annotations() {
    return List.copyOf(annotations);
  }

  /** How many annotations of a level were raised, kept or not. */
  synchronized int raised(Annotation.Level level) {
    return raised.getOrDefault(level, 0);
  }

  /** How many annotations were raised beyond the limit; they stand only in the log. */
  synchronized int annotationsDropped() {
    return raised.values().stream().mapToInt(Integer::intValue).sum() - annotations.size();
  }

  synchronized List<ArtifactSubject> subjects() {
    return List.copyOf(subjects);
  }

  /** The masked Markdown of the step; empty when it wrote none. */
  synchronized String summary() {
    return summary.markdown();
  }

  synchronized int masksAdded() {
    return masksAdded;
  }

  /** Whether a command could not be processed, which fails the step. */
  synchronized boolean hasFailedCommand() {
    return commandFailed;
  }

  private synchronized Map<Annotation.Level, Integer> raised() {
    return new EnumMap<>(raised);
  }
}
