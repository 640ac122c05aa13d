package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolchainsTest {
  @TempDir Path root;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void useAHomeOfOurOwn() {
    environment.put("HOME", root.resolve("home").toString());
  }

  @Test
  void findsPythonsOfVersionManagersByTheirFolders() throws IOException {
    broken("home/.pyenv/versions/3.11.7/bin/python3");
    broken("home/.pyenv/versions/2.7.18/bin/python2");
    broken("home/.pyenv/versions/pypy3.10-7.3/bin/python3");
    broken("home/.local/share/uv/python/cpython-3.12.1-linux-x86_64-gnu/bin/python3");
    broken("home/.asdf/installs/python/3.10.1/bin/python3");

    assertThat(versions(Tool.PYTHON)).containsExactly("3.12.1", "3.11.7", "3.10.1");
  }

  @Test
  void findsTheToolCacheOfRunners() throws IOException {
    environment.put("RUNNER_TOOL_CACHE", root.resolve("cache").toString());
    broken("cache/Python/3.9.18/x64/bin/python3");
    Files.createFile(root.resolve("cache/Python/3.9.18/x64.complete"));
    broken("cache/Python/3.8.1/x64/bin/python3");

    Installed installed = toolchains().newest(Tool.PYTHON).orElseThrow();

    assertThat(versions(Tool.PYTHON)).as("3.8.1 is not complete").containsExactly("3.9.18");
    assertThat(installed.home()).isEqualTo(root.resolve("cache/Python/3.9.18/x64"));
  }

  @Test
  void asksAProgramOnThePathOnlyOnce() throws IOException {
    Path asked = root.resolve("asked");
    script("usr/bin/python3.11", "echo x >> " + asked + "; echo Python 3.11.2");
    Files.createSymbolicLink(root.resolve("usr/bin/python3"), Path.of("python3.11"));
    environment.put("PATH", root.resolve("usr/bin") + ":/nonexistent:relative");

    assertThat(versions(Tool.PYTHON)).containsExactly("3.11.2");
    assertThat(versions(Tool.PYTHON)).containsExactly("3.11.2");
    assertThat(Files.readAllLines(asked)).hasSize(1);
    Installed installed = toolchains().newest(Tool.PYTHON).orElseThrow();
    assertThat(installed.executable()).isEqualTo(root.resolve("usr/bin/python3.11").toRealPath());
    assertThat(installed.home()).isEqualTo(root.resolve("usr").toRealPath());
  }

  @Test
  void asksAgainWhenAProgramHasChanged() throws IOException {
    script("usr/bin/node", "echo v18.1.0");
    assertThat(versions(Tool.NODE)).containsExactly("18.1.0");

    script("usr/bin/node", "echo v20.11.10");

    assertThat(versions(Tool.NODE)).containsExactly("20.11.10");
  }

  @Test
  void doesNotRunTheShimsOfVersionManagers() throws IOException {
    script("home/.pyenv/shims/python3", "echo Python 3.99.0");
    environment.put("PATH", root.resolve("home/.pyenv/shims").toString());

    assertThat(versions(Tool.PYTHON)).isEmpty();
  }

  @Test
  void skipsAProgramThatDoesNotRun() throws IOException {
    broken("usr/bin/node");

    assertThat(versions(Tool.NODE)).isEmpty();
  }

  @Test
  void findsNodesTheNewestFirst() throws IOException {
    broken("home/.nvm/versions/node/v9.11.2/bin/node");
    broken("home/.nvm/versions/node/v20.11.1/bin/node");
    broken("home/.local/share/fnm/node-versions/v18.0.0/installation/bin/node");

    assertThat(versions(Tool.NODE)).containsExactly("20.11.1", "18.0.0", "9.11.2");
  }

  @Test
  void readsTheVersionOfAJdkFromItsReleaseFile() throws IOException {
    broken("usr/lib/jvm/temurin-21/bin/java");
    write("usr/lib/jvm/temurin-21/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.3\"\n");
    broken("usr/lib/jvm/java-8/bin/java");
    write("usr/lib/jvm/java-8/release", "JAVA_VERSION=\"1.8.0_392\"\n");
    broken("home/.sdkman/candidates/java/17.0.9-tem/bin/java");
    write("home/.sdkman/candidates/java/17.0.9-tem/release", "JAVA_VERSION=\"17.0.9\"\n");
    Files.createSymbolicLink(root.resolve("usr/lib/jvm/default"), Path.of("temurin-21"));

    assertThat(versions(Tool.JAVA)).containsExactly("21.0.3", "17.0.9", "8.0.392");
  }

  @Test
  void readsTheVersionOfGoFromItsFile() throws IOException {
    broken("usr/local/go/bin/go");
    write("usr/local/go/VERSION", "go1.22.1\ntime 2024-02-29\n");
    broken("home/sdk/go1.21.0/bin/go");

    assertThat(versions(Tool.GO)).containsExactly("1.22.1", "1.21.0");
  }

  @ParameterizedTest
  @CsvSource({
    "3.11.7, 3.11.7",
    "3.11, 3.11.7",
    "3.x, 3.12.1",
    "'', 3.12.1",
    ">=3.9 <3.12, 3.11.7",
    "3.14-dev, 3.14.0-rc.2"
  })
  void choosesTheNewestThatSatisfies(String wanted, String version) throws IOException {
    pythons();

    assertThat(toolchains().resolve(Tool.PYTHON, wanted))
        .asInstanceOf(InstanceOfAssertFactories.type(Resolution.Exact.class))
        .satisfies(exact -> assertThat(exact.installed().version()).hasToString(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.8", "3.11.9", ">=3.20", "latest"})
  void substitutesTheNewestOfTheSameMajorWithAWarning(String wanted) throws IOException {
    pythons();

    assertThat(toolchains().resolve(Tool.PYTHON, wanted))
        .asInstanceOf(InstanceOfAssertFactories.type(Resolution.Substitute.class))
        .satisfies(
            substitute -> {
              assertThat(substitute.installed().version()).hasToString("3.12.1");
              assertThat(substitute.warning())
                  .contains("Python " + wanted, "using 3.12.1", "pyenv install");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0", "pypy3.10", "nonsense"})
  void saysHowToGetWhatIsMissing(String wanted) throws IOException {
    pythons();

    assertThat(toolchains().resolve(Tool.PYTHON, wanted))
        .asInstanceOf(InstanceOfAssertFactories.type(Resolution.Missing.class))
        .satisfies(
            missing ->
                assertThat(missing.message())
                    .contains("Python " + wanted + " is not installed")
                    .contains("installed: 3.14.0-rc.2, 3.12.1, 3.11.7")
                    .contains("pyenv install"));
  }

  @Test
  void saysWhenThereIsNoneAtAll() {
    assertThat(toolchains().resolve(Tool.NODE, "20"))
        .isEqualTo(
            new Resolution.Missing(
                "Node.js 20 is not installed (no Node.js was found on this machine). To get it:"
                    + " 'nvm install 20'; the system's own: 'apt install nodejs npm' or 'brew"
                    + " install node'"));
  }

  @ParameterizedTest
  @CsvSource({"lts/iron, 20.11.1", "lts/Hydrogen, 18.2.0", "20, 20.11.1", "18.x, 18.2.0"})
  void knowsTheCodenamesOfNode(String wanted, String version) throws IOException {
    nodes();

    assertThat(toolchains().resolve(Tool.NODE, wanted))
        .asInstanceOf(InstanceOfAssertFactories.type(Resolution.Exact.class))
        .satisfies(exact -> assertThat(exact.installed().version()).hasToString(version));
  }

  @ParameterizedTest
  @CsvSource({"lts/*, 20.11.1", "latest, 21.0.0", "node, 21.0.0", "20.99, 20.11.1"})
  void saysThatTheNewestIsOnlyTheNewestInstalled(String wanted, String version) throws IOException {
    nodes();

    assertThat(toolchains().resolve(Tool.NODE, wanted))
        .asInstanceOf(InstanceOfAssertFactories.type(Resolution.Substitute.class))
        .satisfies(substitute -> assertThat(substitute.installed().version()).hasToString(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22", "lts/jod", "lts/unheard-of"})
  void doesNotTakeAnotherMajorOfNode(String wanted) throws IOException {
    nodes();

    assertThat(toolchains().resolve(Tool.NODE, wanted)).isInstanceOf(Resolution.Missing.class);
  }

  private void pythons() throws IOException {
    for (String version : List.of("3.11.7", "3.12.1", "3.14.0rc2")) {
      broken("home/.pyenv/versions/" + version + "/bin/python3");
    }
  }

  private void nodes() throws IOException {
    for (String version : List.of("v18.2.0", "v20.11.1", "v21.0.0")) {
      broken("home/.nvm/versions/node/" + version + "/bin/node");
    }
  }

  private List<String> versions(Tool tool) {
    return toolchains().installed(tool).stream().map(found -> found.version().toString()).toList();
  }

  private Toolchains toolchains() {
    return Toolchains.of(new ToolSearch(environment, root, ProbeCache.in(root.resolve("probes"))));
  }

  /** A program that fails: whoever needs its version must find it elsewhere. */
  private void broken(String path) throws IOException {
    script(path, "exit 1");
  }

  private void script(String path, String body) throws IOException {
    Path file = write(path, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
