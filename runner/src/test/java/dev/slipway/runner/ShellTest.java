package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShellTest {
  private static final Path SCRIPT = Path.of("/tmp/step.sh");

  @Test
  void runsBashWithErrexitOnlyWhenNoShellIsNamed() {
    assertThat(Shell.unnamed(true).commandLine(SCRIPT))
        .containsExactly("bash", "-e", "/tmp/step.sh");
  }

  @Test
  void fallsBackToShWithoutBash() {
    assertThat(Shell.unnamed(false).commandLine(SCRIPT))
        .containsExactly("sh", "-e", "/tmp/step.sh");
  }

  @Test
  void addsPipefailWhenBashIsNamed() {
    assertThat(found("bash").commandLine(SCRIPT))
        .containsExactly("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "/tmp/step.sh");
  }

  @Test
  void givesPythonItsOwnExtension() {
    Shell python = found("python");

    assertThat(python.extension()).isEqualTo(".py");
    assertThat(python.commandLine(SCRIPT)).containsExactly("python", "/tmp/step.sh");
  }

  @Test
  void makesPowerShellStopAtErrorsAndPassItsExitCodeOn() {
    Shell pwsh = found("pwsh");

    assertThat(pwsh.script("Get-Item x"))
        .startsWith("$ErrorActionPreference = 'stop'\nGet-Item x\n")
        .endsWith("exit $LASTEXITCODE }\n");
    assertThat(pwsh.commandLine(SCRIPT)).containsExactly("pwsh", "-command", ". '/tmp/step.sh'");
  }

  @Test
  void splitsACustomCommandAtBlanksOutsideQuotes() {
    Shell perl = found("perl -w \"-Mfoo bar\" {0}");

    assertThat(perl.commandLine(SCRIPT)).containsExactly("perl", "-w", "-Mfoo bar", "/tmp/step.sh");
  }

  @Test
  void refusesACustomCommandWithoutAPlaceForTheScript() {
    assertThat(Shell.named("perl -w"))
        .isInstanceOfSatisfying(
            Shell.Named.Refused.class,
            refused -> assertThat(refused.reason()).contains("perl -w").contains("{0}"));
  }

  @Test
  void refusesAnUnclosedQuote() {
    assertThat(Shell.named("perl 'x {0}"))
        .isInstanceOfSatisfying(
            Shell.Named.Refused.class,
            refused -> assertThat(refused.reason()).contains("unclosed quote"));
  }

  @Test
  void refusesShellsThatExistOnWindowsOnly() {
    assertThat(Shell.named("cmd")).isInstanceOf(Shell.Named.Refused.class);
    assertThat(Shell.named("powershell")).isInstanceOf(Shell.Named.Refused.class);
  }

  @Test
  void keepsEmptyQuotedWords() {
    assertThat(Shell.words("a '' b")).isEqualTo(Optional.of(List.of("a", "", "b")));
  }

  private static Shell found(String name) {
    return ((Shell.Named.Found) Shell.named(name)).shell();
  }
}
