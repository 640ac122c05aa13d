package dev.slipway.server.queue;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.Concurrency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One workflow that somebody wants to be run for one event.
 *
 * @param repository {@code owner/name}
 * @param workflow which one
 * @param source what happened
 * @param placement where and when it may run
 */
public record RunOrder(
    String repository, WorkflowFile workflow, Source source, Placement placement) {

  /**
   * A workflow of a repository.
   *
   * @param path of its file in the repository
   * @param name what people call it
   */
  public record WorkflowFile(String path, String name) {}

  /**
   * What happened.
   *
   * @param event the event's name, such as {@code push}
   * @param payload the event as GitHub would send it: a JSON object
   * @param ref the full ref, such as {@code refs/heads/main}
   * @param sha the commit to run
   * @param title what the run is about, such as the first line of the commit's message
   * @param actor who did it
   * @param inputs of {@code workflow_dispatch}
   */
  public record Source(
      String event,
      String payload,
      String ref,
      String sha,
      String title,
      String actor,
      Map<String, String> inputs) {
    /** Copies the map. */
    public Source {
      inputs = Map.copyOf(inputs);
    }
  }

  /**
   * Where and when a run may run.
   *
   * @param labels a runner must have all of them; without regard to case
   * @param priority higher ones go first; 0 is usual
   * @param concurrency the group of its repository that it is in
   * @param trusted whether it may have secrets and change caches
   * @param held whether somebody must release it first
   */
  public record Placement(
      Set<String> labels,
      int priority,
      Optional<Concurrency> concurrency,
      boolean trusted,
      boolean held) {
    /** Anywhere, and as soon as it is its turn. */
    public static final Placement USUAL = new Placement(Set.of(), 0, Optional.empty(), true, false);

    /** Refuses labels that could be taken for two. */
    public Placement {
      labels = Set.copyOf(labels);
      labels.forEach(Placement::check);
    }

    /** The same in a group. */
    public Placement in(Concurrency group) {
      return new Placement(labels, priority, Optional.of(group), trusted, held);
    }

    private static void check(String label) {
      if (label.isBlank() || label.indexOf(',') >= 0 || label.indexOf(';') >= 0) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT, "'" + label + "' is no label of a runner");
      }
    }

    /** The labels as one text that is equal for equal sets. */
    String labelText() {
      Set<String> sorted = new TreeSet<>();
      labels.forEach(label -> sorted.add(label.toLowerCase(Locale.ROOT)));
      return String.join(",", sorted);
    }
  }
}
