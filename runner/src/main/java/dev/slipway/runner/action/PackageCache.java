package dev.slipway.runner.action;

import java.util.List;
import java.util.Optional;

/**
 * The cache of a package manager that a set-up action looks after: restored after the set-up, saved
 * after the job under a key made from the lock files.
 */
final class PackageCache {
  private static final String PATHS = "cache-paths";
  private static final String PRIMARY_KEY = "cache-primary-key";
  private static final String MATCHED_KEY = "cache-matched-key";

  private final ActionContext context;
  private final String manager;

  PackageCache(ActionContext context, String manager) {
    this.context = context;
    this.manager = manager;
  }

  /** Restores the folders under the key, or the newest one of the restore keys. */
  Optional<String> restore(List<String> folders, String key, List<String> restoreKeys) {
    ActionEffects effects = context.effects();
    effects.saveState(PATHS, String.join("\n", folders));
    effects.saveState(PRIMARY_KEY, key);
    Optional<String> matched = new CacheWork(context).restore(folders, key, restoreKeys, false);
    if (matched.isPresent()) {
      effects.saveState(MATCHED_KEY, matched.get());
      effects.line("Cache restored from key: " + matched.get());
    } else {
      effects.line(manager + " cache is not found");
    }
    return matched;
  }

  /** Saves what {@link #restore} was told of, unless it is there already. */
  static ActionOutcome save(ActionContext context) {
    String key = context.state().getOrDefault(PRIMARY_KEY, "");
    List<String> folders =
        context.state().getOrDefault(PATHS, "").lines().filter(line -> !line.isEmpty()).toList();
    if (key.isEmpty() || folders.isEmpty()) {
      return ActionOutcome.succeeded();
    }
    if (context.state().getOrDefault(MATCHED_KEY, "").equals(key)) {
      context.line("Cache hit occurred on the primary key " + key + ", not saving cache.");
      return ActionOutcome.succeeded();
    }
    try {
      if (new CacheWork(context).save(folders, key)) {
        context.line("Cache saved with the key: " + key);
      }
    } catch (InputException e) {
      context
          .effects()
          .warn(
              "There is no cache folder to keep: "
                  + String.join(", ", folders)
                  + ". This likely indicates that there are no dependencies to cache.");
    }
    return ActionOutcome.succeeded();
  }
}
