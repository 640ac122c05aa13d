package dev.slipway.runner.action;

import dev.slipway.fault.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restores and saves caches for a job, with the checks and texts of the toolkit's client. */
final class CacheWork {
  private static final int MAX_KEYS = 10;
  private static final int MAX_KEY_LENGTH = 512;
  private static final long MIB = 1024L * 1024;

  private final ActionContext context;
  private final JobPlaces places;
  private final CacheStore store;

  CacheWork(ActionContext context) {
    this.context = context;
    this.places = new JobPlaces(context.job().folders());
    this.store = context.job().stores().caches();
  }

  /**
   * Restores the paths from the best match and returns its key; empty when there is none.
   *
   * @param lookUpOnly whether to restore nothing and only tell the key
   * @throws InputException when a key or the paths are unusable
   */
  Optional<String> restore(
      List<String> paths, String key, List<String> restoreKeys, boolean lookUpOnly) {
    checkPaths(paths);
    checkKeys(key, restoreKeys);
    Optional<CacheEntry> found =
        store.find(key, restoreKeys, version(paths)).filter(this::isStillInPlace);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CacheEntry entry = found.get();
    String kind = entry.key().equals(key) ? "Cache hit for: " : "Cache hit for restore-key: ";
    context.line(kind + entry.key());
    if (lookUpOnly) {
      context.line("Lookup only - skipping download");
      return Optional.of(entry.key());
    }
    return unpack(entry, paths) ? Optional.of(entry.key()) : Optional.empty();
  }

  private boolean isStillInPlace(CacheEntry entry) {
    return entry.inPlace().stream().allMatch(Files::exists);
  }

  private boolean unpack(CacheEntry entry, List<String> paths) {
    if (entry.digest().isEmpty()) {
      context.line("Kept in place: " + entry.inPlace());
      return true;
    }
    context.line(
        "Cache Size: ~" + Math.round((double) entry.size() / MIB) + " MB (" + entry.size() + " B)");
    try {
      new CacheArchive(places).unpack(() -> store.open(entry), glob(paths).searchPaths());
    } catch (SlipwayException e) {
      // A cache that cannot be used is as good as none; the build goes on.
      context.effects().warn("Failed to restore: " + e.getMessage());
      return false;
    }
    context.line("Cache restored successfully");
    return true;
  }

  /** Saves the paths under the key; tells whether they are kept. */
  boolean save(List<String> paths, String key) {
    checkPaths(paths);
    checkKeys(key, List.of());
    var own = new ArrayList<Path>();
    var inPlace = new ArrayList<Path>();
    for (Path path : glob(paths).find()) {
      (places.isOwn(path) ? own : inPlace).add(path);
    }
    if (own.isEmpty() && inPlace.isEmpty()) {
      throw new InputException(
          "Path Validation Error: Path(s) specified in the action for caching do(es) not exist,"
              + " hence no cache is being saved.");
    }
    return report(key, store.save(key, version(paths), own, inPlace, new CacheArchive(places)));
  }

  private boolean report(String key, CacheStore.Saved saved) {
    return switch (saved) {
      case CacheStore.Saved.Kept(CacheEntry entry) -> true;
      case CacheStore.Saved.Taken() -> {
        context.line(
            "Failed to save: Unable to reserve cache with key "
                + key
                + ", another job may be creating this cache.");
        yield false;
      }
      case CacheStore.Saved.TooLarge(long size) -> {
        context
            .effects()
            .warn(
                "Failed to save: Cache size of ~"
                    + Math.round((double) size / MIB)
                    + " MB ("
                    + size
                    + " B) is over the 10GB limit, not saving cache.");
        yield false;
      }
      case CacheStore.Saved.ReadOnly() -> {
        context.line("Failed to save: this run may read caches and not write them.");
        yield false;
      }
    };
  }

  // A folder matched by name is taken whole, so what is below it need not be searched.
  private Glob glob(List<String> paths) {
    var options = new Glob.Options(true, false, true);
    return Glob.of(String.join("\n", paths), context.job().folders(), options);
  }

  // The job's folders are elsewhere in every run, and are the same paths to the workflow.
  private String version(List<String> paths) {
    return Digests.hex(places.portable(String.join("|", paths)));
  }

  private static void checkPaths(List<String> paths) {
    if (paths.isEmpty()) {
      throw new InputException(
          "Path Validation Error: At least one directory or file path is required");
    }
  }

  private static void checkKeys(String key, List<String> restoreKeys) {
    var keys = new ArrayList<>(List.of(key));
    keys.addAll(restoreKeys);
    if (keys.size() > MAX_KEYS) {
      throw new InputException("Key Validation Error: Keys are limited to a maximum of 10.");
    }
    for (String each : keys) {
      if (each.length() > MAX_KEY_LENGTH) {
        throw new InputException(
            "Key Validation Error: " + each + " cannot be larger than 512 characters.");
      }
      if (each.indexOf(',') >= 0) {
        throw new InputException("Key Validation Error: " + each + " cannot contain commas.");
      }
    }
  }
}
