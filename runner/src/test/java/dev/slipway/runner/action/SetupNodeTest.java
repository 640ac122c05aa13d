package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Tool;
import dev.slipway.machine.Toolchains;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupNodeTest {
  @TempDir Path root;
  ActionJob job;
  String version;

  @BeforeEach
  void node() {
    job = new ActionJob(root);
    Required.program("node");
    version = Toolchains.of(System.getenv()).newest(Tool.NODE).orElseThrow().version().toString();
  }

  private Path path(int index) {
    return Path.of(job.effects.path.get(index));
  }

  // JUnit warns of every link that leads elsewhere.
  @AfterEach
  void removeLinks() {
    FileTree.deleteContents(root);
  }

  @Test
  void putsNodeAndNpmOnThePathAndNothingElse() throws Exception {
    ActionOutcome outcome = job.run("actions/setup-node@v4", Map.of("node-version", version));

    assertThat(outcome).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.outputs).containsEntry("node-version", "v" + version);
    assertThat(job.ask(path(0).resolve("node"), "--version")).isEqualTo("v" + version);
    try (var programs = Files.list(path(0))) {
      assertThat(programs.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("node|npm|npx|corepack"));
    }
  }

  @Test
  void keepsGlobalPackagesInTheJob() {
    job.run("actions/setup-node@v4", Map.of("node-version", version));

    assertThat(Path.of(job.effects.variables.getOrDefault("npm_config_prefix", "")))
        .startsWith(job.folders.temp());
    assertThat(path(1))
        .isEqualTo(
            path(1)
                .getRoot()
                .resolve(job.folders.temp())
                .resolve("node/" + version + "/global/bin"));
  }

  @Test
  void registersItsMatchers() {
    job.run("actions/setup-node@v4", Map.of("node-version", version));

    assertThat(job.effects.matchers).hasSize(3);
    assertThat(job.effects.matchers.getFirst()).contains("\"tsc\"");
  }

  @Test
  void readsTheVersionFromFiles() {
    String major = version.substring(0, version.indexOf('.'));
    job.write(".nvmrc", "v" + version + "\n");
    job.write("package.json", "{\"engines\": {\"node\": \">=" + major + "\"}}");

    job.run("actions/setup-node@v4", Map.of("node-version-file", ".nvmrc"));
    assertThat(job.effects.log).contains("Resolved .nvmrc as " + version);

    job.run("actions/setup-node@v4", Map.of("node-version-file", "package.json"));
    assertThat(job.effects.log).contains("Resolved package.json as >=" + major);
  }

  @Test
  void refusesAnotherArchitecture() {
    assertThat(
            job.run(
                "actions/setup-node@v4", Map.of("node-version", version, "architecture", "s390x")))
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class,
            failed -> assertThat(failed.message()).contains("Node.js for s390x"));
  }

  @Test
  void saysThatAVersionFileIsMissing() {
    assertThat(job.run("actions/setup-node@v4", Map.of("node-version-file", "gone")))
        .isEqualTo(
            ActionOutcome.failed(
                "The specified node version file at: "
                    + job.folders.workspace().resolve("gone")
                    + " does not exist"));
  }

  @Test
  void writesTheSettingsOfARegistry() {
    job.env.put("NODE_AUTH_TOKEN", "not shown");

    job.run(
        "actions/setup-node@v4",
        Map.of("registry-url", "https://npm.example.com", "scope", "Harbor"));

    Path settings = job.folders.temp().resolve(".npmrc");
    assertThat(settings)
        .hasContent(
            """
            //npm.example.com/:_authToken=${NODE_AUTH_TOKEN}
            @harbor:registry=https://npm.example.com/\
            """);
    assertThat(job.effects.variables)
        .containsEntry("NPM_CONFIG_USERCONFIG", settings.toString())
        .containsEntry("NODE_AUTH_TOKEN", "not shown");
  }

  @Test
  void restoresAndSavesTheCacheOfNpm() {
    job.write("package-lock.json", "{}");
    ActionJob.write(job.folders.home(), ".npm/_cacache/index", "entry");
    var with = Map.of("node-version", version, "cache", "npm");

    job.run("actions/setup-node@v4", with);
    assertThat(job.effects.outputs).containsEntry("cache-hit", "false");
    job.post("actions/setup-node@v4", with);
    assertThat(job.effects.log)
        .anyMatch(line -> line.startsWith("Cache saved with the key: node-"));

    var next = new ActionJob(root.resolve("next"), job.kept);
    next.write("package-lock.json", "{}");
    FileTree.create(next.folders.home().resolve(".npm"));
    next.run("actions/setup-node@v4", with);

    assertThat(next.effects.outputs).containsEntry("cache-hit", "true");
    assertThat(next.folders.home().resolve(".npm/_cacache/index")).hasContent("entry");
  }

  @Test
  void namesTheLockFilesItLooksFor() {
    assertThat(job.run("actions/setup-node@v4", Map.of("cache", "pnpm")))
        .isEqualTo(
            ActionOutcome.failed(
                "Dependencies lock file is not found in "
                    + job.folders.workspace()
                    + ". Supported file patterns: pnpm-lock.yaml"));
    assertThat(job.run("actions/setup-node@v4", Map.of("cache", "bower")))
        .isEqualTo(ActionOutcome.failed("Caching for 'bower' is not supported"));
  }
}
