package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheActionTest {
  private static final String CACHE = "actions/cache@v4";

  @TempDir Path root;
  ActionJob job;

  @BeforeEach
  void firstJob() {
    job = nextJob("first");
  }

  private ActionJob nextJob(String name) {
    return new ActionJob(root.resolve(name), root.resolve("kept"));
  }

  private static Map<String, String> with(String path, String key) {
    return Map.of("path", path, "key", key);
  }

  private void save(String path, String key) {
    job.run(CACHE, with(path, key));
    job.post(CACHE, with(path, key));
  }

  @Test
  void bringsFilesLinksAndModesToTheNextJob() throws Exception {
    Path tool = job.write("deps/bin/tool", "#!/bin/sh\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(job.folders.workspace().resolve("deps/current"), Path.of("bin/tool"));
    ActionJob.write(job.folders.home(), ".store/" + "long".repeat(60) + "/file", "text");
    save("deps\n~/.store", "k1");

    var next = nextJob("second");
    next.run(CACHE, with("deps\n~/.store", "k1"));

    assertThat(next.folders.workspace().resolve("deps/bin/tool")).isExecutable();
    assertThat(Files.readSymbolicLink(next.folders.workspace().resolve("deps/current")))
        .isEqualTo(Path.of("bin/tool"));
    assertThat(next.folders.home().resolve(".store/" + "long".repeat(60) + "/file"))
        .hasContent("text");
    assertThat(next.effects.outputs)
        .containsEntry("cache-hit", "true")
        .containsEntry("cache-primary-key", "k1")
        .containsEntry("cache-matched-key", "k1");
  }

  @Test
  void leavesCacheHitUnsetWhenNothingMatches() {
    ActionOutcome outcome =
        job.run(CACHE, Map.of("path", "deps", "key", "k1", "restore-keys", "k-\nj-"));

    assertThat(outcome).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.outputs).doesNotContainKey("cache-hit");
    assertThat(job.effects.log).contains("Cache not found for input keys: k1, k-, j-");
  }

  @Test
  void takesTheNewestCacheOfTheFirstRestoreKeyThatMatches() throws Exception {
    for (String key : List.of("pip-1", "pip-2", "npm-1")) {
      job.write("deps/which", key);
      job = continued(key);
      job.write("deps/which", key);
      save("deps", key);
      Thread.sleep(5);
    }

    var next = nextJob("restoring");
    next.run(CACHE, Map.of("path", "deps", "key", "pip-3", "restore-keys", "gem-\npip-\nnpm-"));

    assertThat(next.folders.workspace().resolve("deps/which")).hasContent("pip-2");
    assertThat(next.effects.outputs)
        .containsEntry("cache-hit", "false")
        .containsEntry("cache-matched-key", "pip-2");
  }

  private ActionJob continued(String name) {
    return nextJob("of-" + name);
  }

  @Test
  void neverReplacesACacheOfTheSameKey() {
    job.write("deps/which", "first");
    save("deps", "k1");
    var other = nextJob("other");
    other.write("deps/which", "second");

    other.post(CACHE, with("deps", "k1"));

    assertThat(other.effects.log)
        .contains(
            "Failed to save: Unable to reserve cache with key k1, another job may be creating this"
                + " cache.");
    var next = nextJob("reading");
    next.run(CACHE, with("deps", "k1"));
    assertThat(next.folders.workspace().resolve("deps/which")).hasContent("first");
  }

  @Test
  void doesNotSaveAfterAnExactHit() {
    job.write("deps/x", "x");
    save("deps", "k1");
    var next = nextJob("next");
    next.run(CACHE, with("deps", "k1"));

    next.post(CACHE, with("deps", "k1"));

    assertThat(next.effects.log)
        .contains("Cache hit occurred on the primary key k1, not saving cache.");
  }

  @Test
  void cachesOfOtherPathsDoNotMatch() {
    job.write("deps/x", "x");
    save("deps", "k1");

    var next = nextJob("next");
    next.run(CACHE, with("other", "k1"));

    assertThat(next.effects.outputs).doesNotContainKey("cache-hit");
  }

  @Test
  void readsItsOwnTheBaseAndTheDefaultRefInThisOrder() {
    saveOn("refs/heads/main", "main");
    saveOn("refs/heads/other", "other");

    var pull = nextJob("pull");
    pull.scope = new CacheScope(List.of("refs/pull/7/merge", "refs/heads/main"), false);
    pull.run(CACHE, with("deps", "k1"));
    assertThat(pull.folders.workspace().resolve("deps/which")).hasContent("main");

    var stranger = nextJob("stranger");
    stranger.scope = new CacheScope(List.of("refs/heads/feature"), false);
    stranger.run(CACHE, with("deps", "k1"));
    assertThat(stranger.effects.outputs).doesNotContainKey("cache-hit");
  }

  private void saveOn(String ref, String text) {
    var saving = nextJob(text);
    saving.scope = new CacheScope(List.of(ref), false);
    saving.write("deps/which", text);
    saving.post(CACHE, with("deps", "k1"));
  }

  @Test
  void aReadOnlyRunSavesNothing() {
    job.scope = new CacheScope(List.of("refs/pull/1/merge"), true);
    job.write("deps/x", "x");

    job.post(CACHE, with("deps", "k1"));

    assertThat(job.effects.log).anyMatch(line -> line.contains("may read caches and not write"));
  }

  @Test
  void failsOnAMissWhenAsked() {
    assertThat(job.run(CACHE, Map.of("path", "d", "key", "k1", "fail-on-cache-miss", "true")))
        .isEqualTo(
            ActionOutcome.failed(
                "Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key:"
                    + " k1"));
  }

  @Test
  void looksUpWithoutRestoring() {
    job.write("deps/x", "x");
    save("deps", "k1");

    var next = nextJob("next");
    next.run(CACHE, Map.of("path", "deps", "key", "k1", "lookup-only", "true"));

    assertThat(next.effects.outputs).containsEntry("cache-hit", "true");
    assertThat(next.folders.workspace().resolve("deps")).doesNotExist();
  }

  @Test
  void savesAlwaysWhenAskedAndOtherwiseAfterSuccess() {
    NativeAction cache = ActionJob.find(CACHE);

    assertThat(cache.postCondition(inputs(cache, Map.of())))
        .isEqualTo(NativeAction.Post.ON_SUCCESS);
    assertThat(cache.postCondition(inputs(cache, Map.of("save-always", "true"))))
        .isEqualTo(NativeAction.Post.ALWAYS);
    assertThat(ActionJob.find("actions/cache/restore@v4").postCondition())
        .isEqualTo(NativeAction.Post.NONE);
  }

  private ActionInputs inputs(NativeAction action, Map<String, String> with) {
    return ActionInputs.fill(action, with, Map.of(), job.effects);
  }

  @Test
  void theHalvesSaveAndRestore() {
    job.write("deps/x", "x");
    job.run("actions/cache/save@v4", with("deps", "k1"));
    assertThat(job.effects.log).contains("Cache saved with key: k1");

    var next = nextJob("next");
    next.run("actions/cache/restore@v4", with("deps", "k1"));
    assertThat(next.folders.workspace().resolve("deps/x")).hasContent("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "LONG"})
  void refusesUnusableKeys(String key) {
    String used = key.equals("LONG") ? "k".repeat(513) : key;

    assertThat(job.run(CACHE, with("deps", used)))
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class,
            failed -> assertThat(failed.message()).startsWith("Key Validation Error: "));
  }

  @Test
  void keepsAFolderInPlaceThatOutlivesTheJob() throws Exception {
    Path real = FileTree.create(root.resolve("users-own"));
    ActionJob.write(real, "wheel", "bytes");
    Files.createSymbolicLink(job.folders.home().resolve(".pip"), real);

    save("~/.pip", "k1");

    var next = nextJob("next");
    Files.createSymbolicLink(next.folders.home().resolve(".pip"), real);
    next.run(CACHE, with("~/.pip", "k1"));
    assertThat(next.effects.outputs).containsEntry("cache-hit", "true");
    assertThat(root.resolve("kept/caches")).isDirectoryNotContaining("glob:**/archives");
  }

  @Test
  void evictsTheLeastRecentlyUsedBeyondTheLimit() throws Exception {
    var scope = new CacheScope(List.of("refs/heads/main"), false);
    CacheStore store = CacheStore.open(root.resolve("small"), "a/b", scope, 30_000);
    var archive = new CacheArchive(new JobPlaces(job.folders));
    for (String key : List.of("one", "two", "three")) {
      Path file = job.write(key + ".bin", key + "x".repeat(10_000));
      store.save(key, "v", List.of(file), List.of(), archive);
      Thread.sleep(5);
      store.find("one", List.of(), "v");
      Thread.sleep(5);
    }

    assertThat(store.find("one", List.of(), "v")).isPresent();
    assertThat(store.find("two", List.of(), "v")).isEmpty();
    assertThat(store.find("three", List.of(), "v")).isPresent();
  }

  @Test
  void takesADamagedArchiveForAMiss() throws Exception {
    job.write("deps/x", "x");
    save("deps", "k1");
    try (var files = Files.walk(root.resolve("kept/caches"))) {
      Path archive =
          files
              .filter(file -> file.toString().contains("sha256/"))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(archive);
      bytes[bytes.length - 1] = 1;
      Files.write(archive, bytes);
    }

    var next = nextJob("next");
    next.run(CACHE, with("deps", "k1"));

    assertThat(next.effects.outputs).doesNotContainKey("cache-hit");
    assertThat(next.effects.annotations)
        .singleElement()
        .asString()
        .startsWith("WARNING: Failed to restore: ");
    assertThat(next.folders.workspace()).isEmptyDirectory();
  }
}
