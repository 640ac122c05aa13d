package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionSourcesTest {
  @TempDir Path root;
  ActionJob job;

  @BeforeEach
  void start() {
    job = new ActionJob(root);
  }

  private ActionContext python(Map<String, String> with) {
    return job.context("actions/setup-python@v5", with);
  }

  private String node(Map<String, String> with) {
    return NodeVersionSource.read(job.context("actions/setup-node@v4", with));
  }

  @Test
  void pythonTakesEveryLineOfTheInput() {
    assertThat(PythonVersionSource.read(python(Map.of("python-version", "3.11\n 3.12 \n\n"))))
        .containsExactly("3.11", "3.12");
  }

  @Test
  void theInputWinsOverTheFile() {
    var with = Map.of("python-version", "3.11", "python-version-file", ".python-version");

    assertThat(PythonVersionSource.read(python(with))).containsExactly("3.11");
    assertThat(job.effects.annotations)
        .containsExactly(
            "WARNING: Both python-version and python-version-file inputs are specified, only"
                + " python-version will be used.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".python-version | 3.12\\n | 3.12",
        ".python-version | # ours\\n3.11.4/envs/app\\n3.10\\n | 3.11.4,3.10",
        "pyproject.toml | [project]\\nrequires-python = \">=3.9,<3.13\" | >=3.9 <3.13",
        "pyproject.toml | [tool.poetry.dependencies]\\npython = '^3.11' | ^3.11",
        "pyproject.toml | [project]\\nname = 'x'\\n[tool.black]\\npython = '3.1' | ''",
        ".tool-versions | nodejs 20.1.0\\npython 3.11.9\\n | 3.11.9",
        "Pipfile | [packages]\\npython_version = '2'\\n[requires]\\npython_version = '3.10' | 3.10",
        "Pipfile | [requires]\\npython_full_version = '3.10.2'\\npython_version = '3.9' | 3.10.2"
      })
  void pythonReadsEveryFileThatNamesIt(String file, String text, String expected) {
    job.write(file, text.replace("\\n", "\n"));

    assertThat(
            String.join(",", PythonVersionSource.read(python(Map.of("python-version-file", file)))))
        .isEqualTo(expected);
  }

  @Test
  void pythonLooksForItsUsualFileByItself() {
    assertThat(PythonVersionSource.read(python(Map.of()))).isEmpty();
    assertThat(job.effects.log).contains("[warning].python-version doesn't exist.");

    job.write(".python-version", "3.12");
    assertThat(PythonVersionSource.read(python(Map.of()))).containsExactly("3.12");
  }

  @Test
  void aMissingFileOfPythonIsAnError() {
    assertThatThrownBy(
            () -> PythonVersionSource.read(python(Map.of("python-version-file", "gone"))))
        .hasMessage("The specified python version file at: gone doesn't exist.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".nvmrc | v20.11.0\\n | 20.11.0",
        ".nvmrc | lts/iron | lts/iron",
        ".node-version | 20 | 20",
        ".tool-versions | python 3.11.1\\nnodejs 20.5.0 | 20.5.0",
        "package.json | {\"engines\": {\"node\": \">=18\"}} | >=18",
        "package.json | {\"volta\": {\"node\": \"20.1.0\"}, \"engines\": {\"node\": \"18\"}} |"
            + " 20.1.0",
        "package.json | {\"devEngines\": {\"runtime\": {\"name\": \"node\", \"version\": \"22\"}}}"
            + " | 22",
        "package.json | {\"name\": \"x\"} | ''",
        "mise.toml | [tools]\\nnode = \"22.3\" | 22.3",
        "mise.toml | [tools]\\nnode = { version = \"22.4\" } | 22.4"
      })
  void nodeReadsEveryFileThatNamesIt(String file, String text, String expected) {
    job.write(file, text.replace("\\n", "\n"));

    assertThat(node(Map.of("node-version-file", file))).isEqualTo(expected);
  }

  @Test
  void nodeWarnsOfAFileThatSaysNothing() {
    job.write("package.json", "{}");

    node(Map.of("node-version-file", "package.json"));

    assertThat(job.effects.annotations)
        .singleElement()
        .asString()
        .startsWith("WARNING: Could not determine node version from ");
  }

  @Test
  void nodeNeedsNoVersionAtAll() {
    assertThat(node(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"packageManager\": \"npm@10.1.0\"} | true",
        "{\"packageManager\": \"^npm@10\"} | true",
        "{\"packageManager\": \"yarn@4\"} | false",
        "{\"packageManager\": \"npmx\"} | false",
        "{\"devEngines\": {\"packageManager\": [{\"name\": \"npm\"}]}} | true",
        "{\"devEngines\": {\"packageManager\": {\"name\": \"pnpm\"}}} | false",
        "[1] | false",
        "no json | false"
      })
  void knowsWhetherNpmManagesAProject(String text, boolean expected) {
    assertThat(PackageJson.parse(text).isManagedByNpm()).isEqualTo(expected);
  }

  @Test
  void nestingWithoutEndIsNoProblem() {
    assertThat(JsonTree.object("{\"a\":".repeat(200) + "1" + "}".repeat(200))).containsKey("a");
    assertThat(JsonTree.object("{\"a\": [1, {\"b\": null}, true")).isEmpty();
  }
}
