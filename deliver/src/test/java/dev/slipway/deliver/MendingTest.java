package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MendingTest {
  @TempDir Path folder;
  private SmallApplication application;

  @BeforeEach
  void open() {
    application = new SmallApplication(folder);
  }

  @AfterEach
  void close() {
    application.close();
  }

  private long notes(String text) {
    return application.notes().stream()
        .filter(note -> note.startsWith("Noted") && note.contains(text))
        .count();
  }

  @Test
  void saysOnceWhatKeepsAnEnvironmentFromBeingPutRight() throws InterruptedException, IOException {
    application.deploy(application.build("a good release"));
    String settings = Files.readString(application.root.resolve("slipway.yaml"));

    application.write("slipway.yaml", settings + "nonsense: [");
    application.controllerNow().look();
    application.controllerNow().look();
    assertThat(notes("invalid slipway.yaml")).isEqualTo(1);

    application.write("slipway.yaml", settings);
    application.controllerNow().look();
    application.write("slipway.yaml", settings + "nonsense: [");
    application.controllerNow().look();
    assertThat(notes("invalid slipway.yaml")).isEqualTo(2);

    application.write("slipway.yaml", settings);
  }
}
