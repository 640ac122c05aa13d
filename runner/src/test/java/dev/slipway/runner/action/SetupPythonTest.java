package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Tool;
import dev.slipway.machine.Toolchains;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupPythonTest {
  @TempDir static Path shared;
  @TempDir Path root;
  ActionJob job;
  String version;

  @BeforeEach
  void python() {
    job = new ActionJob(root, shared);
    Required.program("python3");
    version = Toolchains.of(System.getenv()).newest(Tool.PYTHON).orElseThrow().version().toString();
  }

  // JUnit warns of every link that leads elsewhere.
  @AfterEach
  void removeLinks() {
    FileTree.deleteContents(root);
  }

  @Test
  void givesTheJobAnEnvironmentOfItsOwnWithPip() {
    ActionOutcome outcome = job.run("actions/setup-python@v5", Map.of("python-version", version));

    assertThat(outcome).isEqualTo(ActionOutcome.succeeded());
    Path location = job.location();
    assertThat(location).startsWith(job.folders.temp());
    assertThat(job.effects.path).contains(location.resolve("bin").toString());
    assertThat(job.effects.outputs)
        .containsEntry("python-version", version)
        .containsEntry("python-path", location.resolve("bin/python").toString());
    assertThat(job.ask(location.resolve("bin/python"), "-c", "import sys; print(sys.prefix)"))
        .isEqualTo(location.toString());
    assertThat(job.ask(location.resolve("bin/pip"), "--version")).contains(location.toString());
  }

  @Test
  void scriptsAndSettingsNameTheJobsOwnFolder() throws Exception {
    job.run("actions/setup-python@v5", Map.of("python-version", version));

    Path location = job.location();
    try (var files = Files.list(location.resolve("bin"))) {
      for (Path script : files.filter(file -> !Files.isSymbolicLink(file)).toList()) {
        assertThat(Files.readString(script)).doesNotContain(shared.toString());
      }
    }
    assertThat(Files.readString(location.resolve("pyvenv.cfg"))).doesNotContain(shared.toString());
  }

  @Test
  void restoresAndSavesTheCacheOfPip() {
    job.write("requirements.txt", "flask\n");
    ActionJob.write(job.kept, "pip/wheel", "bytes");
    var with = Map.of("python-version", version, "cache", "pip");

    job.run("actions/setup-python@v5", with);
    assertThat(job.effects.outputs).containsEntry("cache-hit", "false");
    job.post("actions/setup-python@v5", with);

    var next = new ActionJob(root.resolve("next"), shared);
    next.write("requirements.txt", "flask\n");
    next.run("actions/setup-python@v5", with);
    assertThat(next.effects.outputs).containsEntry("cache-hit", "true");
    next.post("actions/setup-python@v5", with);
    assertThat(next.effects.log)
        .anyMatch(line -> line.startsWith("Cache hit occurred on the primary key setup-python-"));
  }

  @Test
  void saysThatThereIsNothingToMakeACacheKeyOf() {
    assertThat(
            job.run("actions/setup-python@v5", Map.of("python-version", version, "cache", "pip")))
        .isEqualTo(
            ActionOutcome.failed(
                "No file in "
                    + job.folders.workspace()
                    + " matched to [**/requirements.txt or **/pyproject.toml], make sure you have"
                    + " checked out the target repository"));
  }

  @Test
  void twoJobsDoNotShareWhatTheyInstall() throws Exception {
    job.run("actions/setup-python@v5", Map.of("python-version", version));
    var other = new ActionJob(root.resolve("other"), shared);
    other.run("actions/setup-python@v5", Map.of("python-version", version));
    Path mine = job.location();
    Path theirs = other.location();

    Path packages =
        Path.of(
            job.ask(
                mine.resolve("bin/python"),
                "-c",
                "import sysconfig; print(sysconfig.get_path('purelib'))"));
    Files.writeString(packages.resolve("only_mine.py"), "");

    assertThat(
            job.command(
                    List.of(mine.resolve("bin/python").toString(), "-c", "import only_mine"),
                    root,
                    Duration.ofMinutes(1))
                .exitCode())
        .isZero();
    assertThat(
            job.command(
                    List.of(theirs.resolve("bin/python").toString(), "-c", "import only_mine"),
                    root,
                    Duration.ofMinutes(1))
                .exitCode())
        .isNotZero();
  }

  @Test
  void letsAnotherReleaseOfTheSameMajorStandInWithAWarning() {
    ActionOutcome outcome = job.run("actions/setup-python@v5", Map.of("python-version", "3.99"));

    assertThat(outcome).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.annotations)
        .hasSize(1)
        .first()
        .asString()
        .startsWith("WARNING: Python 3.99 is not installed")
        .contains(version);
  }

  @Test
  void refusesASubstituteWhenToolchainsAreStrict() {
    job.strict = true;

    ActionOutcome outcome = job.run("actions/setup-python@v5", Map.of("python-version", "3.99"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class,
            failed -> assertThat(failed.message()).contains("3.99").contains("not installed"));
  }

  @Test
  void saysHowToGetAMajorThatIsMissing() {
    ActionOutcome outcome = job.run("actions/setup-python@v5", Map.of("python-version", "9.1"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class,
            failed -> assertThat(failed.message()).contains("9.1").contains("pyenv install"));
  }

  @Test
  void readsTheVersionFromAFile() {
    job.write(".python-version", "# ours\n" + version + "\n");
    job.write("pyproject.toml", "[project]\nname = \"x\"\nrequires-python = \">=3.6,<4\"\n");

    job.run("actions/setup-python@v5", Map.of());
    assertThat(job.effects.outputs).containsEntry("python-version", version);

    job.effects.outputs.clear();
    job.run("actions/setup-python@v5", Map.of("python-version-file", "pyproject.toml"));
    assertThat(job.effects.outputs).containsEntry("python-version", version);
  }

  @Test
  void changesNoVariableWhenToldNotTo() {
    job.run(
        "actions/setup-python@v5",
        Map.of("python-version", version, "update-environment", "false"));

    assertThat(job.effects.variables).isEmpty();
    assertThat(job.effects.path).isEmpty();
    assertThat(job.effects.outputs).containsKey("python-path");
  }

  @Test
  void registersTheMatcherForTracebacks() {
    job.run("actions/setup-python@v5", Map.of("python-version", version));

    assertThat(job.effects.matchers).singleElement().asString().contains("\"owner\": \"python\"");
  }
}
