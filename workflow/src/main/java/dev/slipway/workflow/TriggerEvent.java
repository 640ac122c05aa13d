package dev.slipway.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a repository and may start workflows.
 *
 * @param name such as {@code push}
 * @param activity its type such as {@code opened}, for events that have types
 * @param ref what {@code github.ref} is, such as {@code refs/heads/main}
 * @param baseRef the branch a pull request or merge group goes to, without {@code refs/heads/}
 * @param changedPaths the files it changed, in the order of the diff; empty when no diff is known
 * @param payload what {@code github.event} is
 * @param inputs what the user gave to {@code workflow_dispatch}
 */
public record TriggerEvent(
    String name,
    Optional<String> activity,
    String ref,
    Optional<String> baseRef,
    Optional<List<String>> changedPaths,
    ObjectValue payload,
    Map<String, String> inputs) {
  private static final String BRANCHES = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  public TriggerEvent {
    changedPaths = changedPaths.map(List::copyOf);
    inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** An event without base, paths and inputs. */
  public static TriggerEvent of(String name, String ref, ObjectValue payload) {
    return new TriggerEvent(
        name, activityOf(payload), ref, Optional.empty(), Optional.empty(), payload, Map.of());
  }

  private static Optional<String> activityOf(ObjectValue payload) {
    return Optional.of(payload.get("action").text()).filter(action -> !action.isEmpty());
  }

  /** The same event with the paths it changed. */
  public TriggerEvent withChangedPaths(List<String> paths) {
    return new TriggerEvent(name, activity, ref, baseRef, Optional.of(paths), payload, inputs);
  }

  /** The same event with the branch it goes to. */
  public TriggerEvent withBaseRef(String branch) {
    return new TriggerEvent(
        name, activity, ref, Optional.of(branch), changedPaths, payload, inputs);
  }

  /** The same event with what the user gave. */
  public TriggerEvent withInputs(Map<String, String> given) {
    return new TriggerEvent(name, activity, ref, baseRef, changedPaths, payload, given);
  }

  /** The branch that was pushed, when the ref is one. */
  public Optional<String> branch() {
    return withoutPrefix(BRANCHES);
  }

  /** The tag that was pushed, when the ref is one. */
  public Optional<String> tag() {
    return withoutPrefix(TAGS);
  }

  private Optional<String> withoutPrefix(String prefix) {
    if (ref.startsWith(prefix)) {
      return Optional.of(ref.substring(prefix.length()));
    }
    return Optional.empty();
  }
}
