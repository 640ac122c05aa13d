package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonCachesTest {
  @TempDir Path root;
  ActionJob job;

  @BeforeEach
  void start() {
    job = new ActionJob(root.resolve("first"), root.resolve("kept"));
  }

  private static void restore(ActionJob job, Map<String, String> with) {
    new PythonCache(job.context("actions/setup-python@v5", with), "3.11.7")
        .restore(job.kept.resolve("pip"));
  }

  @ParameterizedTest
  @CsvSource({
    "pipenv, Pipfile.lock, .local/share/virtualenvs",
    "poetry, poetry.lock, .cache/pypoetry/virtualenvs"
  })
  void keepsTheEnvironmentsOfOtherManagers(String manager, String lock, String folder) {
    var with = Map.of("cache", manager);
    job.write("app/" + lock, "locked");
    ActionJob.write(job.folders.home(), folder + "/app/bin/tool", "text");
    restore(job, with);
    assertThat(job.effects.outputs).containsEntry("cache-hit", "false");
    job.post("actions/setup-python@v5", with);

    var next = new ActionJob(root.resolve("second"), root.resolve("kept"));
    next.write("app/" + lock, "locked");
    restore(next, with);

    assertThat(next.effects.outputs).containsEntry("cache-hit", "true");
    assertThat(next.folders.home().resolve(folder + "/app/bin/tool")).hasContent("text");
  }

  @Test
  void keepsEnvironmentsThatPoetryPutsIntoTheProject() throws Exception {
    job.env.put("POETRY_VIRTUALENVS_IN_PROJECT", "true");
    job.write("app/poetry.lock", "locked");
    Path bin = FileTree.create(job.folders.workspace().resolve("app/.venv/bin"));
    Files.createSymbolicLink(bin.resolve("python"), Path.of("/usr/bin/python3"));
    restore(job, Map.of("cache", "poetry"));
    job.post("actions/setup-python@v5", Map.of("cache", "poetry"));

    var next = new ActionJob(root.resolve("second"), root.resolve("kept"));
    next.env.put("POETRY_VIRTUALENVS_IN_PROJECT", "true");
    next.write("app/poetry.lock", "locked");
    restore(next, Map.of("cache", "poetry"));

    // A link to the interpreter, which lies outside, is part of every such environment.
    Path link = next.folders.workspace().resolve("app/.venv/bin/python");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("/usr/bin/python3"));
    Files.delete(link);
    Files.delete(bin.resolve("python"));
  }

  @Test
  void pipFallsBackToTheProjectFileForItsKey() {
    job.write("pyproject.toml", "[project]");

    restore(job, Map.of("cache", "pip"));

    assertThat(job.effects.state.get("cache-primary-key"))
        .startsWith("setup-python-Linux-")
        .contains("-python-3.11.7-pip-")
        .hasSizeGreaterThan(64);
  }

  @Test
  void pipTakesTheNewestCacheWhenRequirementsChanged() {
    job.write("requirements.txt", "flask==1");
    ActionJob.write(job.kept, "pip/wheel", "x");
    var with = Map.of("cache", "pip");
    restore(job, with);
    job.post("actions/setup-python@v5", with);

    var next = new ActionJob(root.resolve("second"), root.resolve("kept"));
    next.write("requirements.txt", "flask==2");
    restore(next, with);

    assertThat(next.effects.outputs).containsEntry("cache-hit", "false");
    assertThat(next.effects.log).anyMatch(line -> line.startsWith("Cache hit for restore-key: "));
    assertThat(next.effects.state).containsKey("cache-matched-key");
  }
}
