package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void saysAllThatIsMissingAtOnceWithExitCodeThree() {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Capabilities.NONE, error, error, () -> WindowSize.USUAL);

    int exitCode =
        Main.run(
            new String[] {"demo"},
            terminal,
            Map.of("PATH", folder.toString(), "HOME", folder.toString()));

    String text = error.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).isEqualTo(3);
    assertThat(text)
        .startsWith("slipway: the demo runs a Python and a Node.js application")
        .contains("git is not installed. To get it: 'apt install git'");
  }

  @Test
  void copiesAnApplicationWithoutWhatItsToolsLeft() throws IOException {
    Path from = folder.resolve("from");
    for (String name :
        new String[] {
          "README.md",
          ".github/workflows/ci.yml",
          "backend/app.py",
          "backend/__pycache__/app.pyc",
          "backend/.venv/bin/python",
          "frontend/node_modules/react/index.js",
          "frontend/dist/index.html",
          ".slipway/runs/1/journal.ndjson"
        }) {
      Files.createDirectories(from.resolve(name).resolve("..").normalize());
      Files.writeString(from.resolve(name), name);
    }

    DemoCopy.copy(from, folder.resolve("to"));

    try (var files = Files.walk(folder.resolve("to"))) {
      assertThat(files.filter(Files::isRegularFile).map(folder.resolve("to")::relativize))
          .extracting(Path::toString)
          .containsExactlyInAnyOrder("README.md", ".github/workflows/ci.yml", "backend/app.py");
    }
  }

  @Test
  void keepsTheRightsOfFiles() throws IOException {
    Path script = Files.createDirectories(folder.resolve("from")).resolve("run.sh");
    Files.writeString(script, "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    DemoCopy.copy(folder.resolve("from"), folder.resolve("to"));

    assertThat(folder.resolve("to/run.sh")).isExecutable();
  }
}
