package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretArgumentsTest {
  @TempDir Path folder;

  private Map<String, String> read(Map<String, String> environment, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Capabilities.NONE, out, out, () -> WindowSize.USUAL);
    Session session = new Session(folder, environment, terminal, InstantSource.system());
    Arguments arguments = CommandName.RUN.create().syntax().parse(List.of(words));
    Map<String, String> values = new java.util.TreeMap<>();
    new SecretArguments(
            session, name -> Optional.of("asked for " + name).filter(a -> name.startsWith("ASK")))
        .read(arguments)
        .forEach((name, secret) -> values.put(name, secret.reveal()));
    return values;
  }

  @Test
  void takesAValueFromTheLineTheEnvironmentOrAPerson() {
    Map<String, String> secrets =
        read(
            Map.of("TOKEN", "from the environment"),
            "--secret",
            "KEY=a=b",
            "--secret",
            "TOKEN",
            "--secret",
            "ASK_ME");

    assertThat(secrets)
        .containsEntry("KEY", "a=b")
        .containsEntry("TOKEN", "from the environment")
        .containsEntry("ASK_ME", "asked for ASK_ME");
  }

  @Test
  void readsAFileAndLetsTheLineWin() throws IOException {
    Files.writeString(folder.resolve("secrets.env"), "A=1\nexport B='two words' # why\n");

    assertThat(read(Map.of(), "--secret", "A=line", "--secret-file", "secrets.env"))
        .containsEntry("A", "line")
        .containsEntry("B", "two words");
  }

  @Test
  void saysWhereASecretCouldComeFromWhenThereIsNone() {
    assertThatThrownBy(() -> read(Map.of(), "--secret", "TOKEN"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("--secret TOKEN: the environment has no variable of that name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hunter2 =x", "9LIVES=hunter2", "=hunter2", "GITHUB_X=hunter2", "A-B=hunter2"})
  void refusesNamesGithubRefusesWithoutShowingTheValue(String typed) {
    assertThatThrownBy(() -> read(Map.of(), "--secret", typed))
        .isInstanceOf(SlipwayException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void namesTheFileThatIsNotThere() {
    assertThatThrownBy(() -> read(Map.of(), "--secret-file", "nope.env"))
        .hasMessage("--secret-file nope.env: there is no such file");
  }
}
