package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Git;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectControlTest {
  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void makeAProject() throws IOException {
    project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(project.resolve("deep/inside"));
    Files.writeString(project.resolve("slipway.yaml"), "name: here\n");
  }

  private static Session session(Path directory, Map<String, String> environment) {
    ByteArrayOutputStream unread = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Capabilities.NONE, unread, unread, () -> WindowSize.USUAL);
    return new Session(directory, environment, terminal, InstantSource.system());
  }

  @Test
  void projectIsTheRepositoryAroundTheDirectory() {
    Git.initialise(project, "main");

    Path root = ProjectControl.root(session(project.resolve("deep/inside"), Map.of()));

    assertThat(root).isEqualTo(project);
  }

  @Test
  void jobInACopyBelongsToTheOriginal() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.writeString(copy.resolve("slipway.yaml"), "name: here\n");
    Map<String, String> job = Map.of("SLIPWAY_STATE", project.resolve(".slipway").toString());

    assertThat(ProjectControl.root(session(copy, job))).isEqualTo(project);
    assertThat(DeliveryFile.state(session(copy, job))).isEqualTo(project.resolve(".slipway"));
  }
}
