package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
  @TempDir Path folder;

  @Test
  void keepsOutputAndErrorsApart() {
    Command.Answer answer = Command.of("sh", "-c", "echo out; echo err >&2; exit 3").run();

    assertThat(answer).isEqualTo(new Command.Answer(3, "out\n", "err\n"));
    assertThat(answer.succeeded()).isFalse();
  }

  @Test
  void runsInAFolderWithAnEnvironmentOfItsOwn() {
    Command command =
        new Command(
            List.of("/bin/sh", "-c", "pwd; echo $A; echo \"[$HOME]\""),
            Map.of("A", "1"),
            Optional.of(folder));

    assertThat(command.run().text().lines().toList()).contains("1", "[]");
  }

  @Test
  void saysWhatItTriedWhenItHadToSucceed() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo why >&2; exit 1").require("Unpacking"))
        .isInstanceOf(SlipwayException.class)
        .hasMessage("Unpacking failed: 'sh -c echo why >&2; exit 1' ended with code 1: why");
  }

  @Test
  void saysThatAProgramIsMissing() {
    assertThatThrownBy(() -> Command.of("no-such-program").run())
        .isInstanceOfSatisfying(
            SlipwayException.class,
            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.TOOL_MISSING));
  }

  @Test
  void endsWhatDoesNotEnd() {
    assertThatThrownBy(() -> Command.of("sleep", "100").run(Duration.ofMillis(20)))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.TIMED_OUT));
  }

  @Test
  void looksProgramsUpAsAShellDoes() throws Exception {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n");
    Files.createDirectory(folder.resolve("directory"));

    assertThat(Programs.find("program", folder.toString())).as("not executable").isEmpty();
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(Programs.find("program", "/nonexistent:" + folder)).contains(program);
    assertThat(Programs.find("directory", folder.toString())).isEmpty();
    assertThat(Programs.find(program.toString(), "")).contains(program);
    assertThat(Programs.find("sh")).isPresent();
  }

  @Test
  void findsTheFoldersOfAUser() {
    assertThat(UserFolders.cache(Map.of("HOME", "/home/me")))
        .isEqualTo(Path.of("/home/me/.cache/slipway"));
    assertThat(UserFolders.cache(Map.of("HOME", "/home/me", "XDG_CACHE_HOME", "/c")))
        .isEqualTo(Path.of("/c/slipway"));
    assertThat(UserFolders.state(Map.of("HOME", "/home/me", "XDG_STATE_HOME", "relative")))
        .as("a relative path does not count")
        .isEqualTo(Path.of("/home/me/.local/state/slipway"));
  }
}
