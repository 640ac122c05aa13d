package dev.slipway.deliver.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.build.ComponentSpec.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseBuilderTest {
  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void open() {
    project = new Project(folder);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private static Recipe recipe(String command, String output) {
    return new Recipe(
        command.isEmpty() ? List.of() : List.of("/bin/sh", "-ec", command),
        Path.of(output),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Duration.ofMinutes(1));
  }

  private static String run(PlacedComponent placed, String command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
    builder.directory(placed.folder().toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(placed.environment(Map.of(), "/usr/bin:/bin"));
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void pythonReleaseRunsItsPackagesFromWhereItIsPlaced() throws Exception {
    project
        .write("api/app.py", "import greet\ngreet.main()\n")
        .wheel("api/wheels/greet-1.0-py3-none-any.whl")
        .write("api/requirements.txt", "./wheels/greet-1.0-py3-none-any.whl\n");
    project.commit("the first one");

    Release release = project.release(Project.component("api", Form.PROCESS, Recipe.COPY));
    PlacedComponent placed = project.store.place(release.components().getFirst());

    assertThat(run(placed, "python app.py")).startsWith("hello from " + placed.folder());
    assertThat(run(placed, "greet")).startsWith("hello from " + placed.folder());
    assertThat(Files.readString(placed.folder().resolve(".venv/bin/greet")))
        .startsWith("#!/bin/sh\n")
        .doesNotContain(folder.toString());
  }

  @Test
  void processesWriteNothingIntoTheirRelease() throws Exception {
    project
        .write("api/app.py", "import other\n")
        .write("api/other.py", "print('here')\n")
        .write("api/requirements.txt", "");

    Release release = project.release(Project.component("api", Form.PROCESS, Recipe.COPY));
    PlacedComponent placed = project.store.place(release.components().getFirst());
    List<String> before = FileTree.list(placed.folder());

    assertThat(run(placed, "env -u PYTHONDONTWRITEBYTECODE python app.py")).isEqualTo("here");
    assertThat(FileTree.list(placed.folder())).isEqualTo(before);
  }

  @Test
  void equalFilesMakeTheSameReleaseInAnotherPlaceAtAnotherTime() {
    Project twin = new Project(folder.resolve("twin"));
    for (Project each : List.of(project, twin)) {
      each.write("api/app.py", "print(1)\n")
          .wheel("api/wheels/greet-1.0-py3-none-any.whl")
          .write("api/requirements.txt", "./wheels/greet-1.0-py3-none-any.whl\n");
      each.commit("the first one");
    }
    ComponentSpec api = Project.component("api", Form.PROCESS, Recipe.COPY);

    assertThat(twin.release(api)).isEqualTo(project.release(api));
    twin.close();
  }

  @Test
  void unchangedComponentIsTakenAsItIs() {
    project.write("one/a.txt", "a").write("two/b.txt", "b");
    ComponentSpec one = Project.component("one", Form.PROCESS, Recipe.COPY);
    ComponentSpec two = Project.component("two", Form.PROCESS, Recipe.COPY);
    Release first = project.release(one, two);

    project.write("two/b.txt", "changed");
    Release second = project.release(one, two);

    assertThat(project.reused("one")).isTrue();
    assertThat(project.reused("two")).isFalse();
    assertThat(second.component("one")).isEqualTo(first.component("one"));
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void siteIsBuiltByItsOwnScriptAndCompressed() throws IOException {
    project
        .write("web/package.json", "{\"name\":\"web\",\"scripts\":{\"build\":\"node build.js\"}}")
        .write(
            "web/package-lock.json",
            "{\"name\":\"web\",\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"web\"}}}")
        .write(
            "web/build.js",
            "const fs = require('fs'); fs.mkdirSync('dist/assets', {recursive: true});"
                + "fs.writeFileSync('dist/index.html', '<p>hi</p>');"
                + "fs.writeFileSync('dist/assets/app-A1b2C3d4.js', 'let a = 1;\\n'.repeat(500));");

    Release release = project.release(Project.component("web", Form.SITE, Recipe.COPY));
    PlacedComponent placed = project.store.place(release.components().getFirst());

    assertThat(FileTree.list(placed.folder()))
        .containsExactly(
            "assets/app-A1b2C3d4.js",
            "assets/app-A1b2C3d4.js.br",
            "assets/app-A1b2C3d4.js.gz",
            "index.html");
  }

  @Test
  void brokenPackageJsonIsAFailureThatSaysWhere() {
    project
        .write("web/package.json", "{\n  \"name\": \"web\",\n  scripts: {}\n}\n")
        .write("web/package-lock.json", "{\"lockfileVersion\":3,\"packages\":{}}");

    BuildOutcome outcome = project.build(Project.component("web", Form.SITE, Recipe.COPY));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("web").contains("package.json:3:"));
  }

  @Test
  void siteWithoutItsFirstPageIsRefused() {
    project.write("web/readme.txt", "nothing here");

    BuildOutcome outcome = project.build(Project.component("web", Form.SITE, Recipe.COPY));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("its output holds no index.html"));
  }

  @Test
  void commandsGetACleanEnvironment() throws IOException {
    project.write("app/run.sh", "env > environment.txt\necho \"$HOME\"\n");

    Release release =
        project.release(Project.component("app", Form.PROCESS, recipe("sh run.sh", "")));
    PlacedComponent placed = project.store.place(release.components().getFirst());

    assertThat(Files.readString(placed.folder().resolve("environment.txt")))
        .doesNotContain("s3cr3t-value")
        .contains("SLIPWAY_COMPONENT=app")
        .doesNotContain("HOME=" + System.getProperty("user.home") + "\n");
  }

  @Test
  void failingCommandIsAnOutcomeWithItsLastLines() {
    project.write("app/a.txt", "a");

    BuildOutcome outcome =
        project.build(
            Project.component("app", Form.PROCESS, recipe("echo it went wrong; exit 3", "")));

    assertThat(outcome)
        .isEqualTo(
            new BuildOutcome.Failed(
                "app", "Its build command failed (exit code 3)\n  it went wrong"));
    assertThat(project.store.list()).isEmpty();
  }

  @Test
  void commandThatTakesTooLongIsStopped() {
    project.write("app/a.txt", "a");
    Recipe slow =
        new Recipe(
            List.of("/bin/sleep", "60"),
            Path.of(""),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofMillis(200));

    BuildOutcome outcome = project.build(Project.component("app", Form.PROCESS, slow));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("did not end within"));
  }

  @Test
  void hookBeforeTheBuildMakesFilesForIt() throws IOException {
    project.write("app/a.txt", "a");
    BuildHook hook =
        new BuildHook(
            List.of("/bin/sh", "-c", "echo 7 > app/version.txt"), Duration.ofMinutes(1), Set.of());
    BuildSpec spec =
        new BuildSpec(
            project.root,
            List.of(Project.component("app", Form.PROCESS, Recipe.COPY)),
            Set.of(),
            List.of(hook),
            List.of());

    BuildOutcome outcome = project.build(spec);

    Release release = ((BuildOutcome.Built) outcome).release();
    PlacedComponent placed = project.store.place(release.components().getFirst());
    assertThat(placed.folder().resolve("version.txt")).hasContent("7");
    assertThat(project.root.resolve("app/version.txt")).doesNotExist();
  }

  @Test
  void secretsInDotEnvFilesStayOutside() throws IOException {
    project.write("app/.env", "KEY=1").write("app/.env.example", "KEY=").write("app/a.txt", "a");

    Release release = project.release(Project.component("app", Form.PROCESS, Recipe.COPY));

    PlacedComponent placed = project.store.place(release.components().getFirst());
    assertThat(FileTree.list(placed.folder())).containsExactly(".env.example", "a.txt");
  }

  @Test
  void releaseTellsTheCommitItIsOf() {
    project.write("app/a.txt", "a");
    String commit = project.commit("begins\n\nwith a body");
    ComponentSpec app = Project.component("app", Form.PROCESS, Recipe.COPY);

    ReleaseSource clean = project.release(app).source();
    project.write("app/b.txt", "b");
    ReleaseSource dirty = project.release(app).source();

    assertThat(clean.commit()).contains(commit);
    assertThat(clean.subject()).isEqualTo("begins");
    assertThat(clean.modified()).isFalse();
    assertThat(dirty.modified()).isTrue();
  }

  @Test
  void nodeServiceHasItsProgramsAndNoBuildTools() throws Exception {
    project
        .write("api/package.json", "{\"name\":\"api\"}")
        .write(
            "api/package-lock.json",
            "{\"name\":\"api\",\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"api\"}}}")
        .write("api/server.js", "console.log(process.env.NODE_ENV)\n");

    Release release = project.release(Project.component("api", Form.PROCESS, Recipe.COPY));

    BuiltComponent api = release.components().getFirst();
    assertThat(api.toolchain()).startsWith("Node.js ");
    assertThat(api.layers()).extracting(Layer::path).containsExactly("node_modules", "");
    assertThat(run(project.store.place(api), "node server.js")).isEqualTo("production");
  }

  @Test
  void buildCommandSeesThePackagesOfItsComponent() throws Exception {
    project
        .write("api/app.py", "")
        .wheel("api/wheels/greet-1.0-py3-none-any.whl")
        .write("api/requirements.txt", "./wheels/greet-1.0-py3-none-any.whl\n");

    Release release =
        project.release(Project.component("api", Form.PROCESS, recipe("greet > greeting.txt", "")));

    PlacedComponent placed = project.store.place(release.components().getFirst());
    assertThat(placed.folder().resolve("greeting.txt")).content().startsWith("hello from ");
    assertThat(FileTree.list(placed.folder().resolve(".venv/bin"))).contains("greet");
  }

  @Test
  void linkThatLeadsOutIsRefused() throws IOException {
    project.write("app/a.txt", "a");
    Files.createSymbolicLink(project.root.resolve("app/passwords"), Path.of("/etc/passwd"));

    BuildOutcome outcome = project.build(Project.component("app", Form.PROCESS, Recipe.COPY));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("the link passwords leads out of the release, to /etc/passwd"));
  }

  @Test
  void changeOfWhatIsNoInputBuildsNothing() {
    project.write("app/src/a.txt", "a").write("app/notes.md", "old");
    Recipe recipe =
        new Recipe(
            List.of(),
            Path.of("src"),
            List.of(),
            List.of(),
            List.of("src"),
            Map.of(),
            Duration.ofMinutes(1));
    ComponentSpec app = Project.component("app", Form.PROCESS, recipe);
    project.release(app);

    project.write("app/notes.md", "new");
    project.release(app);
    assertThat(project.reused("app")).isTrue();

    project.write("app/src/a.txt", "b");
    project.release(app);
    assertThat(project.reused("app")).isFalse();
  }

  @Test
  void onlyChosenFilesAreTaken() throws IOException {
    project.write("app/app.py", "").write("app/tests/a.py", "").write("app/README.md", "");
    Recipe recipe =
        new Recipe(
            List.of(),
            Path.of(""),
            List.of("*.py"),
            List.of("tests"),
            List.of(),
            Map.of(),
            Duration.ofMinutes(1));

    Release release = project.release(Project.component("app", Form.PROCESS, recipe));

    PlacedComponent placed = project.store.place(release.components().getFirst());
    assertThat(FileTree.list(placed.folder())).containsExactly("app.py");
  }

  @Test
  void failureOfOneComponentNamesItWhileOthersAreStopped() {
    project.write("one/a.txt", "a").write("two/b.txt", "b");

    BuildOutcome outcome =
        project.build(
            Project.component("one", Form.PROCESS, recipe("exit 1", "")),
            Project.component("two", Form.PROCESS, recipe("sleep 30", "")));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Failed.class, failed -> assertThat(failed.component()).isEqualTo("one"));
  }

  @Test
  void failingHookAfterTheBuildOnlyWarns() {
    project.write("app/a.txt", "a");
    BuildHook hook = new BuildHook(List.of("/bin/false"), Duration.ofMinutes(1), Set.of());
    BuildSpec spec =
        new BuildSpec(
            project.root,
            List.of(Project.component("app", Form.PROCESS, Recipe.COPY)),
            Set.of(),
            List.of(),
            List.of(hook));

    assertThat(project.build(spec)).isInstanceOf(BuildOutcome.Built.class);
    assertThat(project.heard).anyMatch(news -> news instanceof BuildListener.Progress.Warning);
  }

  @Test
  void hookGetsOnlyTheVariablesItIsPassed() throws IOException {
    project.write("app/a.txt", "a");
    BuildHook hook =
        new BuildHook(
            List.of("/bin/sh", "-c", "echo \"$SECRET_OF_THE_USER\" > app/passed.txt"),
            Duration.ofMinutes(1),
            Set.of("SECRET_OF_THE_USER", "NOT_THERE"));
    BuildSpec spec =
        new BuildSpec(
            project.root,
            List.of(Project.component("app", Form.PROCESS, Recipe.COPY)),
            Set.of(),
            List.of(hook),
            List.of());

    Release release = ((BuildOutcome.Built) project.build(spec)).release();

    PlacedComponent placed = project.store.place(release.components().getFirst());
    assertThat(placed.folder().resolve("passed.txt")).hasContent("s3cr3t-value");
  }
}
