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
    String script =
        LaunchScript.of(
            List.of("/bin/echo", "it's", "$(id)", ""),
            Map.of("A", "'; rm -rf /; '"),
            Path.of("/tmp/it's"),
            Path.of("/tmp/p"));

    assertThat(script)
        .contains("cd '/tmp/it'\\''s' || exit 126")
        .contains("export A=''\\''; rm -rf /; '\\'''")
        .contains("exec '/bin/echo' 'it'\\''s' '$(id)' '' 3>&-")
        .contains(") </dev/null >'/tmp/p' 2>&1")
        .endsWith("echo e$? >&3\n");
  }
}
