package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchScriptTest {
  @ParameterizedTest
  @ValueSource(strings = {"PATH", "_X", "a1", "GITHUB_ENV"})
  void exportsNamesThatAShellCanHold(String name) {
    assertThat(LaunchScript.canExport(Map.of(name, "x"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INPUT_NODE-VERSION", "1A", "", "a.b", "Ü", "A B", "OPTIND", "PPID", "_"})
  void leavesOtherNamesToTheOtherWay(String name) {
    assertThat(LaunchScript.canExport(Map.of("GOOD", "x", name, "x"))).isFalse();
  }

  @Test
  void quotesEveryText() {
    String changes = LaunchScript.changes(Map.of(), Map.of("A", "'; rm -rf /; '")).orElseThrow();
    String script =
        LaunchScript.become(
            new ProgramStart(
                List.of("/bin/echo", "it's", "$(id)", ""),
                Map.of("PWD", "/a"),
                "run:1",
                Path.of("/tmp/it's")),
            changes,
            Path.of("/tmp/p's"));

    assertThat(script)
        .contains("\nexec </dev/null >'/tmp/p'\\''s' 2>&1 3>&-\n")
        .contains("cd '/tmp/it'\\''s' || exit 126")
        .contains("export A=''\\''; rm -rf /; '\\'''\n")
        .contains("\nunset PWD OLDPWD\n", "export PWD='/a'\n", "export SLIPWAY_OWNER='run:1'\n")
        .endsWith("exec '/bin/echo' 'it'\\''s' '$(id)' ''\n");
  }

  @Test
  void makesNoShellHoldWhatItCannot() {
    assertThat(LaunchScript.changes(Map.of(), Map.of("A", "1", "B-C", "2"))).isEmpty();
  }

  @Test
  void saysOnlyWhatDiffersFromTheVariablesThatAreHeld() {
    Map<String, String> held = Map.of("SAME", "1", "OTHER", "1", "GONE", "1");
    Map<String, String> wanted = Map.of("SAME", "1", "OTHER", "2", "NEW", "3");

    assertThat(LaunchScript.changes(held, wanted).orElseThrow().lines())
        .containsExactlyInAnyOrder("unset GONE", "export OTHER='2'", "export NEW='3'");
  }
}
