package dev.slipway.runner.action;

import dev.slipway.store.Blob;
import dev.slipway.store.BlobStore;
import dev.slipway.store.BlobWriter;
import dev.slipway.store.Digest;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The caches of one repository, as {@code actions/cache} keeps them: immutable under their key,
 * scoped by ref, the least recently used ones evicted when they grow too large. Thread-safe, also
 * between processes: files appear whole and under their final name.
 */
public final class CacheStore {
  static final long LIMIT = 10L * 1024 * 1024 * 1024;

  private final CacheIndex index;
  private final BlobStore blobs;
  private final CacheScope scope;
  private final long limit;

  private CacheStore(Path folder, CacheScope scope, long limit) {
    this.index = new CacheIndex(folder.resolve("entries"));
    this.blobs =
        new BlobStore(
            folder.resolve("archives"), BlobStore.Durability.PROCESS, InstantSource.system());
    this.scope = scope;
    this.limit = limit;
  }

  /** Opens the caches of a repository below {@code root}; at most 10 GiB are kept. */
  public static CacheStore open(Path root, String repository, CacheScope scope) {
    return open(root, repository, scope, LIMIT);
  }

  static CacheStore open(Path root, String repository, CacheScope scope, long limit) {
    String name = repository.replaceAll("[^A-Za-z0-9._-]", "_");
    return new CacheStore(root.resolve(name + "-" + Digests.shortHash(repository)), scope, limit);
  }

  /** What became of an attempt to save. */
  sealed interface Saved {
    /** It is kept. */
    record Kept(CacheEntry entry) implements Saved {}

    /** There is one of that key, which is never replaced. */
    record Taken() implements Saved {}

    /** It is larger than all caches together may be. */
    record TooLarge(long size) implements Saved {}

    /** This run may not save. */
    record ReadOnly() implements Saved {}
  }

  /**
   * Finds a cache: per ref in the order of the scope the exact key, then the newest whose key
   * begins with it, then the same for each of the restore keys.
   */
  Optional<CacheEntry> find(String key, List<String> restoreKeys, String version) {
    List<CacheEntry> candidates =
        index.all().stream()
            .map(CacheIndex.Filed::entry)
            .filter(entry -> entry.version().equals(version))
            .toList();
    for (String ref : scope.refs()) {
      List<CacheEntry> own = candidates.stream().filter(e -> e.ref().equals(ref)).toList();
      Optional<CacheEntry> found = findIn(own, key, restoreKeys);
      if (found.isPresent()) {
        index.touch(found.get(), Instant.now());
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<CacheEntry> findIn(
      List<CacheEntry> own, String key, List<String> restoreKeys) {
    Optional<CacheEntry> found =
        newest(own, entry -> entry.key().equals(key))
            .or(() -> newest(own, entry -> entry.key().startsWith(key)));
    for (String restoreKey : restoreKeys) {
      found = found.or(() -> newest(own, entry -> entry.key().startsWith(restoreKey)));
    }
    return found;
  }

  private static Optional<CacheEntry> newest(
      List<CacheEntry> entries, Predicate<CacheEntry> condition) {
    return entries.stream().filter(condition).max(Comparator.comparing(CacheEntry::created));
  }

  /** Opens the archive of an entry that has one; its content is checked as it streams. */
  InputStream open(CacheEntry entry) {
    return blobs.open(new Digest(entry.digest()));
  }

  /** Keeps the trees at some paths of a job under a key. */
  Saved save(
      String key, String version, List<Path> paths, List<Path> inPlace, CacheArchive archiver) {
    if (scope.readOnly()) {
      return new Saved.ReadOnly();
    }
    if (index.holds(key, version, scope.own())) {
      return new Saved.Taken();
    }
    if (paths.isEmpty()) {
      return file(new CacheEntry(key, version, scope.own(), Instant.now(), 0, "", inPlace));
    }
    try (BlobWriter writer = blobs.create()) {
      archiver.pack(paths, writer);
      Blob blob = writer.commit();
      if (blob.size() > limit) {
        blobs.delete(blob.digest());
        return new Saved.TooLarge(blob.size());
      }
      Saved saved =
          file(
              new CacheEntry(
                  key,
                  version,
                  scope.own(),
                  Instant.now(),
                  blob.size(),
                  blob.digest().hex(),
                  inPlace));
      evict();
      return saved;
    }
  }

  private Saved file(CacheEntry entry) {
    return index.add(entry) ? new Saved.Kept(entry) : new Saved.Taken();
  }

  /** Removes the least recently used entries until the rest fits. */
  private void evict() {
    List<CacheIndex.Filed> newestFirst =
        index.all().stream()
            .sorted(Comparator.comparing(CacheIndex.Filed::used).reversed())
            .toList();
    Set<String> keptDigests = new HashSet<>();
    long total = 0;
    for (CacheIndex.Filed filed : newestFirst) {
      CacheEntry entry = filed.entry();
      long added = keptDigests.contains(entry.digest()) ? 0 : entry.size();
      if (total + added <= limit) {
        total += added;
        keptDigests.add(entry.digest());
      } else {
        index.remove(filed);
        if (!entry.digest().isEmpty() && !keptDigests.contains(entry.digest())) {
          blobs.delete(new Digest(entry.digest()));
        }
      }
    }
  }
}
