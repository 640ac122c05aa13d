package dev.slipway.runner;

import dev.slipway.workflow.Conclusion;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How all jobs that come before a job ended: for each way to end, one job that did.
 *
 * <p>GitHub's {@code success()} of a job looks at the whole chain: a skipped job skips what needs
 * it even through a job in between that ran with {@code always()}.
 *
 * @param examples the id of a job by how it ended
 */
record Lineage(Map<Conclusion, String> examples) {
  /** No job comes before. */
  static final Lineage NONE = new Lineage(Map.of());

  Lineage {
    Map<Conclusion, String> sorted = new EnumMap<>(Conclusion.class);
    sorted.putAll(examples);
    examples = Collections.unmodifiableMap(sorted);
  }

  /** The lineage of a job that needs these. */
  static Lineage of(Map<String, JobResult> needs) {
    Map<Conclusion, String> examples = new EnumMap<>(Conclusion.class);
    needs.forEach(
        (id, result) -> {
          result.lineage().examples().forEach(examples::putIfAbsent);
          examples.put(result.conclusion(), id);
        });
    return new Lineage(examples);
  }

  /** As the status functions take it: each way to end counts once. */
  Collection<Conclusion> results() {
    return examples.keySet();
  }

  /** Why {@code success()} is false, if it is. */
  Optional<String> obstacle() {
    for (Conclusion bad : List.of(Conclusion.FAILURE, Conclusion.CANCELLED, Conclusion.SKIPPED)) {
      String id = examples.get(bad);
      if (id != null) {
        return Optional.of("job '" + id + "' ended with " + bad.text());
      }
    }
    return Optional.empty();
  }
}
