package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @TempDir Path folder;

  private static Arguments run(String... words) {
    return CommandName.RUN.create().syntax().parse(List.of(words));
  }

  @Test
  void takesOptionsAndOperandsInAnyOrder() {
    Arguments arguments = run("-W", "ci.yml", "push", "--job=a", "-jb", "--json");

    assertThat(arguments.values("--workflow")).containsExactly("ci.yml");
    assertThat(arguments.values("--job")).containsExactly("a", "b");
    assertThat(arguments.operands()).containsExactly("push");
    assertThat(arguments.has("--json")).isTrue();
    assertThat(arguments.has("--plain")).isFalse();
    assertThat(arguments.value("--event")).isEmpty();
  }

  @Test
  void keepsValuesAsTheyAreTyped() {
    Arguments arguments =
        run(
            "--secret",
            "A=b=c",
            "--input",
            "x=\"quoted\"",
            "--env",
            "P=${HOME}",
            "--var",
            "F=@file");

    assertThat(arguments.values("--secret")).containsExactly("A=b=c");
    assertThat(arguments.values("--input")).containsExactly("x=\"quoted\"");
    assertThat(arguments.values("--env")).containsExactly("P=${HOME}");
    assertThat(arguments.values("--var")).containsExactly("F=@file");
  }

  @Test
  void letsTheLastOneCount() {
    assertThat(run("--max-parallel", "2", "--max-parallel", "3").number("--max-parallel", 1))
        .contains(3);
    assertThat(run("--color", "never").colour()).contains(ColourChoice.NEVER);
    assertThat(Arguments.none().operands()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999"})
  void refusesWhatIsNoNumberOfTheRightSize(String typed) {
    assertThatThrownBy(() -> run("--max-parallel=" + typed).number("--max-parallel", 1))
        .isInstanceOf(SlipwayException.class)
        .hasMessage("--max-parallel wants a whole number of at least 1, not '" + typed + "'");
  }

  @Test
  void choosesTheViewByTheArgumentsAndTheTerminal() {
    Terminal window = terminal(true);
    Terminal pipe = terminal(false);

    assertThat(ShownRun.Output.of(run(), window)).isEqualTo(ShownRun.Output.LIVE);
    assertThat(ShownRun.Output.of(run("--plain"), window)).isEqualTo(ShownRun.Output.PLAIN);
    assertThat(ShownRun.Output.of(run(), pipe)).isEqualTo(ShownRun.Output.PLAIN);
    assertThat(ShownRun.Output.of(run("--json", "--plain"), window))
        .isEqualTo(ShownRun.Output.JSON);
  }

  private static Terminal terminal(boolean interactive) {
    OutputStream nowhere = OutputStream.nullOutputStream();
    Capabilities capabilities = new Capabilities(interactive, false, false, false);
    return new Terminal(capabilities, nowhere, nowhere, () -> WindowSize.USUAL);
  }

  @Test
  void takesTheOptionsOfTheProgramBeforeTheCommand() {
    Invocation invocation =
        Invocation.parse(
            new String[] {"-C", folder.toString(), "--color=always", "run", "-C", "x"},
            Path.of("/"));

    assertThat(invocation.directory()).isEqualTo(folder);
    assertThat(invocation.colour()).isEqualTo(ColourChoice.ALWAYS);
    assertThat(invocation.command()).contains("run");
    assertThat(invocation.words()).containsExactly("-C", "x");
  }

  @Test
  void goesFromDirectoryToDirectoryAsGitDoes() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));

    Invocation invocation = Invocation.parse(new String[] {"-C", "a", "-C", "b", "plan"}, folder);

    assertThat(invocation.directory()).isEqualTo(folder.resolve("a/b"));
  }

  @Test
  void sessionKnowsItsVariablesAndPaths() {
    Session session =
        new Session(
            folder,
            Map.of("PATH", "/nowhere:/bin:/usr/bin", "EMPTY", ""),
            terminal(false),
            InstantSource.system());

    String path = session.variable("PATH").orElse("");
    assertThat(Programs.find("sh", path)).isPresent();
    assertThat(Programs.find("no-such-program", path)).isEmpty();
    assertThat(session.variable("EMPTY")).isEmpty();
    assertThat(session.resolve("../x")).isEqualTo(folder.resolve("../x").normalize());
    assertThat(session.relative(folder.resolve("a/b"))).isEqualTo("a/b");
    assertThat(session.relative(Path.of("/elsewhere"))).isEqualTo("/elsewhere");
  }
}
