package dev.slipway.server.queue;

import dev.slipway.workflow.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs somebody wants to see; an empty text leaves none out.
 *
 * @param text is looked for in title, workflow, ref and actor; or it is the beginning of the
 *     commit's hash
 * @param workflow the path or the name of a workflow
 * @param ref a full ref, or the name of a branch or tag
 * @param visible the repositories that may be seen at all; all of them when absent
 */
public record RunsQuery(
    String text,
    String repository,
    String workflow,
    String ref,
    String event,
    String actor,
    Optional<QueueState> state,
    Optional<Conclusion> conclusion,
    Optional<Set<String>> visible) {
  /** All runs of all repositories. */
  public static final RunsQuery ALL =
      new RunsQuery("", "", "", "", "", "", Optional.empty(), Optional.empty(), Optional.empty());

  /** Copies the set. */
  public RunsQuery {
    visible = visible.map(Set::copyOf);
  }

  /** The same within some repositories only. */
  public RunsQuery within(Set<String> repositories) {
    return new RunsQuery(
        text,
        repository,
        workflow,
        ref,
        event,
        actor,
        state,
        conclusion,
        Optional.of(repositories));
  }

  /** The same of one repository. */
  public RunsQuery of(String one) {
    return new RunsQuery(text, one, workflow, ref, event, actor, state, conclusion, visible);
  }

  /** The same with that conclusion. */
  public RunsQuery ended(Conclusion how) {
    return new RunsQuery(
        text, repository, workflow, ref, event, actor, Optional.empty(), Optional.of(how), visible);
  }

  /** The same in that state. */
  public RunsQuery in(QueueState where) {
    return new RunsQuery(
        text,
        repository,
        workflow,
        ref,
        event,
        actor,
        Optional.of(where),
        Optional.empty(),
        visible);
  }

  /** The same with a text to look for. */
  public RunsQuery matching(String wanted) {
    return new RunsQuery(
        wanted, repository, workflow, ref, event, actor, state, conclusion, visible);
  }

  /** The query as a condition on {@code run_view}, and the values of its question marks. */
  Condition condition() {
    Condition condition = new Condition(new ArrayList<>(), new ArrayList<>());
    visible.ifPresent(condition::amongRepositories);
    condition.add(repository, "repository = ?");
    condition.add(workflow, "(workflow = ? or workflow_name = ?)");
    condition.add(event, "event = ?");
    condition.add(actor, "actor = ?");
    if (!ref.isEmpty()) {
      condition.texts().add("ref in (?, 'refs/heads/' || ?, 'refs/tags/' || ?)");
      condition.values().addAll(List.of(ref, ref, ref));
    }
    state.ifPresent(wanted -> condition.add(wanted.name(), "state = ?"));
    conclusion.ifPresent(wanted -> condition.add(wanted.name(), "conclusion = ?"));
    if (!text.isBlank()) {
      condition.lookFor(text.strip());
    }
    return condition;
  }

  /** What a text is looked for in; the parts do not run into each other. */
  static String searchable(String... parts) {
    return String.join("\n", parts).toLowerCase(Locale.ROOT) + "\n";
  }

  /** Texts that all must hold. */
  record Condition(List<String> texts, List<Object> values) {
    private void add(String value, String text) {
      if (!value.isEmpty()) {
        texts.add(text);
        text.chars().filter(c -> c == '?').forEach(c -> values.add(value));
      }
    }

    private void amongRepositories(Set<String> repositories) {
      texts.add(
          repositories.isEmpty()
              ? "false"
              : "repository in (?" + ", ?".repeat(repositories.size() - 1) + ")");
      values.addAll(repositories.stream().sorted().toList());
    }

    private void lookFor(String wanted) {
      texts.add("(instr(search, ?) > 0 or instr(sha, ?) = 1)");
      String lower = wanted.toLowerCase(Locale.ROOT);
      values.addAll(List.of(lower, lower));
    }

    /** One more that must hold. */
    Condition and(String text, Object value) {
      List<String> moreTexts = new ArrayList<>(texts);
      moreTexts.add(text);
      List<Object> moreValues = new ArrayList<>(values);
      moreValues.add(value);
      return new Condition(moreTexts, moreValues);
    }

    String where() {
      return texts.isEmpty() ? "true" : String.join(" and ", texts);
    }
  }
}
