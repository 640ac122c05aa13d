package dev.slipway.runner;

import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a job ended, as the jobs that need it see it.
 *
 * @param outputs what {@code needs.<id>.outputs} holds
 * @param lineage how the jobs before it ended
 * @param path the longest chain of work that led here, its own included
 */
record JobResult(
    Conclusion conclusion, Map<String, String> outputs, Lineage lineage, Duration path) {
  JobResult {
    outputs = Map.copyOf(outputs);
  }

  /** The result of a job whose place among the others is not known to who ran it. */
  static JobResult of(Conclusion conclusion, Map<String, String> outputs, Duration took) {
    return new JobResult(conclusion, outputs, Lineage.NONE, took);
  }

  /** The same result, after jobs whose longest chain took that long. */
  JobResult after(Lineage before, Duration chain) {
    return new JobResult(conclusion, outputs, before, chain.plus(path));
  }

  /**
   * The result of a job whose matrix made several; of equal outputs the last one that is not empty
   * wins.
   */
  static JobResult of(List<JobResult> legs) {
    Map<String, String> outputs = new LinkedHashMap<>();
    Duration path = Duration.ZERO;
    for (JobResult leg : legs) {
      leg.outputs.forEach(
          (name, value) -> {
            if (!value.isEmpty() || !outputs.containsKey(name)) {
              outputs.put(name, value);
            }
          });
      path = leg.path.compareTo(path) > 0 ? leg.path : path;
    }
    return of(Conclusion.of(legs.stream().map(JobResult::conclusion).toList()), outputs, path);
  }

  /** The entry of the {@code needs} context. */
  Value context() {
    return ObjectValue.builder()
        .put("result", conclusion.text())
        .put("outputs", ObjectValue.ofTexts(outputs))
        .build();
  }
}
