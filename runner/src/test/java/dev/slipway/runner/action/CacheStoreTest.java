package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheStoreTest {
  private static final CacheScope MAIN = new CacheScope(List.of("refs/heads/main"), false);

  @TempDir Path root;
  ActionJob job;
  CacheArchive archiver;

  @BeforeEach
  void start() {
    job = new ActionJob(root);
    archiver = new CacheArchive(new JobPlaces(job.folders));
  }

  private CacheStore store(CacheScope scope) {
    return CacheStore.open(root.resolve("caches"), "octo/app", scope);
  }

  private CacheStore.Saved save(CacheStore store, String key, String text) {
    Path file = job.write("deps/" + key, text);
    return store.save(key, "v", List.of(file), List.of(), archiver);
  }

  private static Optional<String> find(CacheStore store, String key, String... restoreKeys) {
    return store.find(key, List.of(restoreKeys), "v").map(CacheEntry::key);
  }

  @Test
  void prefersTheExactKeyThenItsPrefixThenTheRestoreKeysInOrder() throws Exception {
    CacheStore store = store(MAIN);
    for (String key : List.of("a", "ab", "abc", "b1", "b2")) {
      save(store, key, key);
      Thread.sleep(3);
    }

    assertThat(find(store, "ab")).contains("ab");
    assertThat(find(store, "abc-new", "ab")).contains("abc");
    assertThat(find(store, "x", "y", "b", "a")).contains("b2");
    assertThat(find(store, "x", "y")).isEmpty();
  }

  @Test
  void repositoriesDoNotSeeEachOthersCaches() {
    save(store(MAIN), "k", "mine");
    CacheStore other = CacheStore.open(root.resolve("caches"), "octo_app", MAIN);

    assertThat(find(other, "k")).isEmpty();
  }

  @Test
  void anotherVersionOfThePathsIsAnotherCache() {
    CacheStore store = store(MAIN);
    save(store, "k", "x");

    assertThat(store.find("k", List.of(), "w")).isEmpty();
  }

  @Test
  void aPullRequestDoesNotReplaceWhatMainSaved() {
    save(store(MAIN), "k", "main");
    var pull = new CacheScope(List.of("refs/pull/1/merge", "", "refs/heads/main"), false);

    assertThat(save(store(pull), "k", "pull")).isInstanceOf(CacheStore.Saved.Kept.class);
    assertThat(store(MAIN).find("k", List.of(), "v").orElseThrow().ref())
        .isEqualTo("refs/heads/main");
    assertThat(store(pull).find("k", List.of(), "v").orElseThrow().ref())
        .isEqualTo("refs/pull/1/merge");
  }

  @Test
  void ofManyThatSaveTheSameKeyOneWins() throws Exception {
    CacheStore store = store(MAIN);
    Path file = job.write("deps/x", "x".repeat(100_000));
    var tasks = new ArrayList<Callable<CacheStore.Saved>>();
    for (int each = 0; each < 16; each++) {
      tasks.add(() -> store.save("k", "v", List.of(file), List.of(), archiver));
    }

    long kept;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      kept =
          threads.invokeAll(tasks).stream()
              .map(Future::resultNow)
              .filter(CacheStore.Saved.Kept.class::isInstance)
              .count();
    }

    assertThat(kept).isEqualTo(1);
  }

  @Test
  void aDamagedIndexFileCountsForNothing() throws Exception {
    CacheStore store = store(MAIN);
    save(store, "good", "x");
    Path entries = entriesFolder();
    Files.writeString(entries.resolve("broken.json"), "{\"key\": 1");
    Files.writeString(entries.resolve("other.json"), "{\"key\": \"k\", \"version\": \"v\"}");

    assertThat(find(store, "good")).contains("good");
    assertThat(find(store, "k")).isEmpty();
  }

  private Path entriesFolder() throws Exception {
    try (var folders = Files.walk(root.resolve("caches"))) {
      return folders.filter(folder -> folder.endsWith("entries")).findFirst().orElseThrow();
    }
  }

  @Test
  void whatIsLargerThanAllCachesTogetherIsNotKept() throws Exception {
    CacheStore small = CacheStore.open(root.resolve("caches"), "octo/app", MAIN, 5_000);

    assertThat(save(small, "k", "x".repeat(10_000))).isInstanceOf(CacheStore.Saved.TooLarge.class);
    assertThat(find(small, "k")).isEmpty();
    try (var files = Files.walk(root.resolve("caches"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void equalContentsAreKeptOnce() throws Exception {
    CacheStore store = store(MAIN);
    Path file = job.write("deps/x", "x");
    store.save("one", "v", List.of(file), List.of(), archiver);
    store.save("two", "v", List.of(file), List.of(), archiver);

    try (var files = Files.walk(root.resolve("caches"))) {
      assertThat(files.filter(f -> f.toString().contains("sha256/")).filter(Files::isRegularFile))
          .hasSize(1);
    }
  }

  @Test
  void aScopeNeedsTheRunsOwnRef() {
    assertThatThrownBy(() -> new CacheScope(List.of("", ""), false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new CacheScope(List.of("a", "", "a", "b"), false).refs()).containsExactly("a", "b");
  }
}
