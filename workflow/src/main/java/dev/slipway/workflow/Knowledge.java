package dev.slipway.workflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known before a run: some contexts, of these some members not, and what the status
 * functions are taken to say; immutable.
 *
 * @param contexts the contexts that are known; any other is open
 * @param open paths of two names in lower case, such as {@code inputs.version}, that are not known
 *     although their context is
 * @param statuses what {@code success} and its kin say; a function that is missing is open
 */
record Knowledge(Contexts contexts, Set<String> open, Map<String, Boolean> statuses) {
  Knowledge {
    open = Set.copyOf(open);
    statuses = Map.copyOf(statuses);
  }

  static Knowledge of(Contexts contexts) {
    return new Knowledge(contexts, Set.of(), Map.of());
  }

  Knowledge with(String context, Value value) {
    Set<String> fewer = new HashSet<>(open);
    fewer.removeIf(path -> path.startsWith(context + "."));
    return new Knowledge(contexts.with(context, value), fewer, statuses);
  }

  /** The same with a context of which these members are not known. */
  Knowledge with(String context, Value value, Set<String> unknownMembers) {
    Knowledge known = with(context, value);
    Set<String> more = new HashSet<>(known.open);
    for (String member : unknownMembers) {
      more.add(context + "." + member.toLowerCase(Locale.ROOT));
    }
    return new Knowledge(known.contexts, more, statuses);
  }

  /** The same where every status function but {@code always} is open. */
  Knowledge withOpenStatuses() {
    return new Knowledge(contexts, open, Map.of("always", true));
  }

  /** The same where nothing fails and nothing is cancelled. */
  Knowledge assuming(boolean success) {
    Map<String, Boolean> assumed = new HashMap<>();
    assumed.put("always", true);
    assumed.put("success", success);
    assumed.put("failure", false);
    assumed.put("cancelled", false);
    return new Knowledge(contexts, open, assumed);
  }

  boolean isOpen(String path) {
    return open.contains(path.toLowerCase(Locale.ROOT));
  }

  /** Whether a member of the context is not known. */
  boolean hasOpenMembers(String context) {
    String prefix = context.toLowerCase(Locale.ROOT) + ".";
    return open.stream().anyMatch(path -> path.startsWith(prefix));
  }

  Optional<Boolean> status(String function) {
    return Optional.ofNullable(statuses.get(function.toLowerCase(Locale.ROOT)));
  }
}
