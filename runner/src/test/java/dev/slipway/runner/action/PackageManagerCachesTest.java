package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The caches of package managers; those that are asked where theirs is are scripts here. */
class PackageManagerCachesTest {
  private static final String NODE = "actions/setup-node@v4";

  @TempDir Path root;
  ActionJob job;

  @BeforeEach
  void start() {
    Required.program("node");
    job = new ActionJob(root.resolve("first"), root.resolve("kept"));
  }

  // JUnit warns of every link that leads elsewhere.
  @AfterEach
  void removeLinks() {
    FileTree.deleteContents(root);
  }

  private void program(ActionJob of, String name, String script) throws IOException {
    Path file = ActionJob.write(root, "bin/" + name, "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    of.env.put("PATH", file.getParent() + ":" + System.getenv("PATH"));
  }

  private Map<String, String> restoreSaveAndRestore(
      Map<String, String> with, String lockFile, String folder, String programs)
      throws IOException {
    program(job, programs.isEmpty() ? "unused" : programs.split(" ", 2)[0], answer(programs));
    job.write(lockFile, "locked");
    ActionJob.write(job.folders.home(), folder + "/entry", "kept");
    assertThat(job.run(NODE, with)).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.post(NODE, with)).isEqualTo(ActionOutcome.succeeded());

    var next = new ActionJob(root.resolve("second"), root.resolve("kept"));
    program(next, programs.isEmpty() ? "unused" : programs.split(" ", 2)[0], answer(programs));
    next.write(lockFile, "locked");
    assertThat(next.run(NODE, with)).isEqualTo(ActionOutcome.succeeded());
    assertThat(next.folders.home().resolve(folder + "/entry")).hasContent("kept");
    return next.effects.outputs;
  }

  private static String answer(String programs) {
    return programs.isEmpty() ? "" : programs.split(" ", 2)[1];
  }

  @Test
  void keepsTheStoreOfPnpm() throws Exception {
    Map<String, String> outputs =
        restoreSaveAndRestore(
            Map.of("cache", "pnpm"),
            "pnpm-lock.yaml",
            ".pnpm-store",
            "pnpm echo $HOME/.pnpm-store");

    assertThat(outputs).containsEntry("cache-hit", "true");
    assertThat(outputs.get("cache-matched-key")).startsWith("node-cache-Linux-").contains("-pnpm-");
  }

  @Test
  void keepsTheCacheOfYarnClassicAndOfItsSuccessors() throws Exception {
    String classic = "case \"$1\" in --version) echo 1.22.0;; cache) echo $HOME/.yarn;; esac";
    assertThat(
            restoreSaveAndRestore(Map.of("cache", "yarn"), "yarn.lock", ".yarn", "yarn " + classic))
        .containsEntry("cache-hit", "true");

    FileTree.deleteContents(root);
    start();
    String berry = "case \"$1\" in --version) echo 4.1.0;; config) echo $HOME/.berry;; esac";
    assertThat(
            restoreSaveAndRestore(Map.of("cache", "yarn"), "yarn.lock", ".berry", "yarn " + berry))
        .containsEntry("cache-hit", "true");
  }

  @Test
  void saysWhatAManagerAnsweredThatHasNoCache() throws Exception {
    program(job, "pnpm", "echo no such command; exit 1");
    job.write("pnpm-lock.yaml", "locked");

    assertThat(job.run(NODE, Map.of("cache", "pnpm")))
        .isEqualTo(ActionOutcome.failed("Could not get pnpm cache folder path: no such command"));
  }

  @Test
  void otherLockFilesAreAnotherCache() throws Exception {
    job.write("package-lock.json", "one");
    ActionJob.write(job.folders.home(), ".npm/entry", "x");
    var with = Map.of("cache", "npm");
    job.run(NODE, with);
    job.post(NODE, with);

    var next = new ActionJob(root.resolve("second"), root.resolve("kept"));
    FileTree.create(next.folders.home().resolve(".npm"));
    next.write("package-lock.json", "two");
    next.run(NODE, with);

    assertThat(next.effects.outputs).containsEntry("cache-hit", "false");
  }

  @Test
  void takesTheLockFilesItIsTold() {
    job.write("a/package-lock.json", "one");
    job.write("b/package-lock.json", "two");
    FileTree.create(job.folders.home().resolve(".npm"));

    job.run(NODE, Map.of("cache", "npm", "cache-dependency-path", "*/package-lock.json"));
    String both = job.effects.outputs.getOrDefault("cache-primary-key", "");
    job.run(NODE, Map.of("cache", "npm", "cache-dependency-path", "a/package-lock.json"));

    assertThat(job.effects.outputs.get("cache-primary-key")).isNotEqualTo(both);
    assertThat(job.run(NODE, Map.of("cache", "npm", "cache-dependency-path", "none")))
        .isEqualTo(
            ActionOutcome.failed(
                "Some specified paths were not resolved, unable to cache dependencies."));
  }

  @Test
  void keepsTheCacheOfNpmByItselfWhereTheProjectNamesIt() {
    job.write("package.json", "{\"packageManager\": \"npm@10\"}");
    job.write("package-lock.json", "{}");

    job.run(NODE, Map.of());
    assertThat(job.effects.outputs).containsKey("cache-primary-key");

    var off = new ActionJob(root.resolve("off"), root.resolve("kept"));
    off.write("package.json", "{\"packageManager\": \"npm@10\"}");
    off.run(NODE, Map.of("package-manager-cache", "false"));
    assertThat(off.effects.outputs).doesNotContainKey("cache-primary-key");
  }

  @Test
  void aCacheThatWasNeverMadeIsOnlyAWarning() {
    job.write("package-lock.json", "{}");
    var with = Map.of("cache", "npm");
    job.run(NODE, with);

    assertThat(job.post(NODE, with)).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.annotations)
        .singleElement()
        .asString()
        .startsWith("WARNING: There is no cache folder to keep: ");
  }

  @Test
  void withoutACacheThereIsNothingToDoAfterwards() {
    job.run(NODE, Map.of());

    assertThat(job.post(NODE, Map.of())).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.annotations).isEmpty();
  }

  @Test
  void theUsersOwnSettingsStay() {
    Map<String, String> own = new HashMap<>();
    own.put("NPM_CONFIG_FUND", "true");
    own.put("npm_config_cache", root.resolve("mine").toString());
    own.put("npm_config_prefix", root.resolve("prefix").toString());
    job.env.putAll(own);

    job.run(NODE, Map.of("node-version", ">=4"));

    assertThat(job.effects.variables)
        .doesNotContainKeys("npm_config_fund", "npm_config_cache", "npm_config_prefix")
        .containsEntry("npm_config_update_notifier", "false");
  }

  @Test
  void theVersionOfNpmIsReadAndNotAsked() {
    job.run(NODE, Map.of("node-version", ">=4"));

    Path npm = Path.of(job.effects.path.getFirst()).resolve("npm");
    if (Files.exists(npm)) {
      assertThat(job.effects.log).contains("npm: " + job.ask(npm, "--version"));
    }
  }
}
