package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2027-01-02T03:04:05Z"));

  @TempDir Path folder;

  private String secret(String piped, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(Capabilities.NONE, out, new ByteArrayOutputStream(), () -> WindowSize.USUAL);
    Session session = new Session(folder, Map.of(), terminal, CLOCK);
    SecretCommand command =
        new SecretCommand(
            name -> Optional.empty(),
            new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8)));
    command.run(command.syntax().parse(List.of(words)), session);
    return out.toString(StandardCharsets.UTF_8);
  }

  private String stored(String environment, String name) {
    Session session = new Session(folder, Map.of(), new Terminal(Capabilities.NONE), CLOCK);
    return Optional.ofNullable(DeliveryFile.secrets(session).effective(environment).get(name))
        .orElseThrow()
        .value()
        .reveal();
  }

  @Test
  void readsTheValueFromStandardInputWithoutItsLineFeed() {
    assertThat(secret("hunter2\n", "set", "TOKEN"))
        .isEqualTo("TOKEN stored for all environments, version 1\n");
    assertThat(stored("any", "TOKEN")).isEqualTo("hunter2");

    secret("two\nlines\n\n", "set", "TOKEN");
    assertThat(stored("any", "TOKEN")).isEqualTo("two\nlines\n");
  }

  @Test
  void asksAPersonForTheValue() throws IOException {
    InputStream unreadable = InputStream.nullInputStream();
    unreadable.close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(Capabilities.NONE, out, new ByteArrayOutputStream(), () -> WindowSize.USUAL);
    SecretCommand command = new SecretCommand(name -> Optional.of("for-" + name), unreadable);
    command.run(
        command.syntax().parse(List.of("set", "TOKEN")),
        new Session(folder, Map.of(), terminal, CLOCK));

    assertThat(stored("any", "TOKEN")).isEqualTo("for-TOKEN");
  }

  @Test
  void listsNamesEnvironmentsAndVersionsOnly() throws IOException {
    Files.writeString(folder.resolve("slipway.yaml"), "environments:\n  staging:\n");
    secret("hunter2", "set", "TOKEN");
    secret("hunter3", "set", "TOKEN", "--env", "staging");
    secret("hunter4", "set", "TOKEN", "--env", "staging");

    assertThat(secret("", "list"))
        .isEqualTo(
            """
            TOKEN  all      version 1  2027-01-02 03:04 UTC
            TOKEN  staging  version 2  2027-01-02 03:04 UTC
            """);
    assertThat(secret("", "list", "--json"))
        .startsWith(
            "{\"secrets\":[{\"name\":\"TOKEN\",\"version\":1,\"at\":\"2027-01-02T03:04:05Z\"}")
        .doesNotContain("hunter");
  }

  @Test
  void removesASecretAndSaysWhenThereIsNone() {
    secret("hunter2", "set", "TOKEN");

    assertThat(secret("", "rm", "TOKEN")).isEqualTo("TOKEN removed\n");
    assertThat(secret("", "list")).isEqualTo("no secrets\n");
    assertThatThrownBy(() -> secret("", "rm", "TOKEN"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("there is no secret TOKEN");
  }

  @Test
  void sealsEverythingAnew() {
    secret("hunter2", "set", "TOKEN");

    assertThat(secret("", "rotate")).isEqualTo("1 version sealed with a new key\n");
    assertThat(stored("any", "TOKEN")).isEqualTo("hunter2");
  }

  @Test
  void knowsTheEnvironmentsOfTheProject() throws IOException {
    Files.writeString(folder.resolve("slipway.yaml"), "environments:\n  staging:\n");

    assertThatThrownBy(() -> secret("x", "set", "TOKEN", "--env", "stagin"))
        .hasMessageContaining("did you mean 'staging'?");
  }

  @Test
  void refusesAValueOnTheCommandLineWithoutRepeatingIt() {
    for (String[] words :
        List.of(
            new String[] {"set", "TOKEN=hunter2"},
            new String[] {"set", "TOKEN", "hunter2"},
            new String[] {"sett", "hunter2"})) {
      assertThatThrownBy(() -> secret("", words))
          .isInstanceOf(SlipwayException.class)
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void neitherAnEmptyNorABinaryValueIsStored() {
    assertThatThrownBy(() -> secret("", "set", "TOKEN")).hasMessageContaining("the value is empty");
    assertThatThrownBy(() -> secret("\n", "set", "TOKEN"))
        .hasMessageContaining("the value is empty");
  }

  @Test
  void whatItWritesIsIgnoredByGitAndHoldsNoValue() throws IOException {
    secret("correct-horse-battery", "set", "TOKEN");

    assertThat(folder.resolve(".slipway/.gitignore")).hasContent("*");
    try (Stream<Path> files = Files.walk(folder.resolve(".slipway"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                      .doesNotContain("correct-horse-battery"));
    }
  }
}
