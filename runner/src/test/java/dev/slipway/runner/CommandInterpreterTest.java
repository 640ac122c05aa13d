package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandInterpreterTest {
  private static final Map<String, String> UNSECURE =
      Map.of("ACTIONS_ALLOW_UNSECURE_COMMANDS", "True");

  @TempDir Path workspace;

  private RecordedStep unsecure() {
    return new RecordedStep(workspace, UNSECURE);
  }

  @Test
  void setsOutputAndStateWithOneWarningEach() {
    RecordedStep step = new RecordedStep();

    step.prints(
        "::set-output name=a::1", "::set-output name=b::2", "::save-state name=pid::42", "done");

    assertThat(step.effects.outputs()).containsExactly(entry("a", "1"), entry("b", "2"));
    assertThat(step.effects.state()).containsExactly(entry("pid", "42"));
    assertThat(step.messages()).hasSize(2);
    assertThat(step.messages().getFirst())
        .startsWith("The `set-output` command is deprecated and will be disabled soon.");
    assertThat(step.lines()).last().isEqualTo("done");
    assertThat(step.effects.hasFailedCommand()).isFalse();
  }

  @Test
  void outputWithoutNameFailsTheStep() {
    RecordedStep step = new RecordedStep().prints("::set-output::1");

    assertThat(step.messages())
        .contains(
            "Unable to process command '::set-output::1' successfully.",
            "Required field 'name' is missing in ##[set-output] command.");
    assertThat(step.effects.hasFailedCommand()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::set-env name=A::1", "::add-path::/bin"})
  void refusesUnsecureCommands(String line) {
    RecordedStep step = new RecordedStep().prints(line);

    assertThat(step.messages().getLast())
        .contains("command is disabled. Please upgrade to using Environment Files or opt into");
    assertThat(step.effects.environment()).isEmpty();
    assertThat(step.effects.pathPrepends()).isEmpty();
    assertThat(step.effects.hasFailedCommand()).isTrue();
  }

  @Test
  void obeysUnsecureCommandsWhenAllowed() {
    RecordedStep step =
        unsecure().prints("::set-env name=A::1", "::add-path::/a", "::add-path::/b");

    assertThat(step.effects.environment()).containsExactly(entry("A", "1"));
    assertThat(step.effects.pathPrepends()).containsExactly("/a", "/b");
    assertThat(step.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NODE_OPTIONS", "node_options", "LD_PRELOAD", "BASH_ENV", "GITHUB_SHA"})
  void neverSetsProtectedVariables(String name) {
    RecordedStep step = unsecure().prints("::set-env name=" + name + "::x");

    assertThat(step.effects.environment()).isEmpty();
    assertThat(step.messages())
        .containsExactly(
            "Can't update " + name + " environment variable using ::set-env:: command.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"::set-env name=A=B::x", "::add-path::"})
  void refusesWhatNoProcessCanTake(String line) {
    RecordedStep step = unsecure().prints(line);

    assertThat(step.effects.hasFailedCommand()).isTrue();
  }

  @Test
  void stopsUntilTheToken() {
    RecordedStep step = new RecordedStep();

    step.prints("::stop-commands::tok", "::set-output name=a::1", "::tok::", "::error::real");

    assertThat(step.effects.outputs()).isEmpty();
    assertThat(step.messages()).containsExactly("real");
    assertThat(step.lines())
        .containsExactly(
            "::stop-commands::tok", "::set-output name=a::1", "::tok::", "##[error]real");
  }

  @Test
  void resumesByOlderFormAndAnyCase() {
    RecordedStep step = new RecordedStep();

    step.prints("##[stop-commands]stopToken", "##[error]quoted", "##[STOPTOKEN]", "##[error]real");

    assertThat(step.messages()).containsExactly("real");
  }

  @Test
  void tokenStandsForNothingWhenNotStopped() {
    RecordedStep step = new RecordedStep().prints("::stop-commands::t", "::t::", "::t::");

    assertThat(step.lines()).containsExactly("::stop-commands::t", "::t::", "::t::");
  }

  @Test
  void masksLongTokens() {
    RecordedStep step = new RecordedStep().prints("::stop-commands::longtoken", "::longtoken::");

    assertThat(step.lines()).containsExactly("::stop-commands::***", "::***::");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "pause-logging", "Pause-Logging", "set-env", "STOP-commands", "error"})
  void refusesTokensThatMeanSomethingElse(String token) {
    RecordedStep step = new RecordedStep();

    step.prints("::stop-commands::" + token, "::warning::still obeyed");

    assertThat(step.messages()).hasSize(2);
    assertThat(step.messages().getFirst())
        .startsWith("You cannot use a endToken that is an empty string");
    assertThat(step.effects.hasFailedCommand()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "set-env", "stop-commands"})
  void takesAnyTokenWhenAllowed(String token) {
    RecordedStep step =
        new RecordedStep(workspace, Map.of("ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS", "1"));

    step.prints("::stop-commands::" + token, "::error::quoted");

    assertThat(step.messages()).isEmpty();
  }

  @Test
  void echoesOnlyWhenAsked() {
    RecordedStep step = unsecure();

    step.prints(
        "::set-env name=A::1",
        "::echo::on",
        "::set-env name=B::2",
        "::add-mask::sesame-open",
        "::warning::hm",
        "::echo::off",
        "::set-env name=C::3");

    assertThat(step.lines())
        .containsExactly("::set-env name=B::2", "::add-mask::***", "##[warning]hm", "::echo::off");
  }

  @Test
  void debuggingEchoesAndShowsDebugLines() {
    RecordedStep step = RecordedStep.debugging().prints("::debug::one%0Atwo", "::echo::off");

    assertThat(step.lines())
        .containsExactly(
            "##[debug]one",
            "##[debug]two",
            "::echo::off",
            "##[debug]Setting echo command value to 'off'");
  }

  @Test
  void hidesDebugLinesOtherwise() {
    assertThat(new RecordedStep().prints("::debug::x").lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::echo::invalid", "::echo::"})
  void echoTakesOnlyOnAndOff(String line) {
    RecordedStep step = new RecordedStep().prints(line);

    assertThat(step.messages().getLast())
        .startsWith("Invalid echo command value. Possible values can be: 'on', 'off'.");
    assertThat(step.effects.hasFailedCommand()).isTrue();
  }

  @Test
  void keepsGroupsAsMarkers() {
    RecordedStep step = new RecordedStep().prints("::group::Build it", "x", "::endgroup::ignored");

    assertThat(step.lines()).containsExactly("##[group]Build it", "x", "##[endgroup]");
  }

  @Test
  void masksFromTheNextLineOnAndNeverShowsTheCommand() {
    RecordedStep step = new RecordedStep();

    step.prints("sesame", "::add-mask::sesame", "open sesame");

    assertThat(step.lines()).containsExactly("sesame", "open ***");
    assertThat(step.effects.masksAdded()).isEqualTo(1);
  }

  @Test
  void masksEachLineOfAValue() {
    RecordedStep step = new RecordedStep();

    step.prints("::add-mask::first%0Dsecond%0Athird%0D%0Afourth", "first", "second!", "fourth");

    assertThat(step.lines()).containsExactly("***", "***!", "***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"::add-mask::", "::add-mask:: %0D %0A %0D%0A "})
  void blankMaskIsAWarning(String line) {
    RecordedStep step = new RecordedStep().prints(line, "a b");

    assertThat(step.messages())
        .containsExactly("Can't add secret mask for empty string in ##[add-mask] command.");
    assertThat(step.lines()).last().isEqualTo("a b");
  }

  @Test
  void addsAndRemovesMatchers() throws IOException {
    Files.writeString(
        workspace.resolve("m.json"),
        """
        {"problemMatcher": [{"owner": "gcc", "pattern": [{"regexp": "^E: (.+)$", "message": 1}]}]}
        """);
    RecordedStep step = new RecordedStep(workspace, Map.of());

    step.prints("E: 1", "::add-matcher::m.json", "E: 2", "::remove-matcher owner=GCC::", "E: 3");
    step.prints("##[add-matcher]" + workspace.resolve("m.json"), "E: 4");
    step.prints("::remove-matcher::m.json", "E: 5");

    assertThat(step.messages()).containsExactly("2", "4");
    assertThat(step.lines())
        .containsExactly("E: 1", "##[error]E: 2", "E: 3", "##[error]E: 4", "E: 5");
  }

  @Test
  void missingMatcherFileFailsTheStep() {
    RecordedStep step = new RecordedStep(workspace, Map.of()).prints("::add-matcher::none.json");

    assertThat(step.messages().getLast()).endsWith("cannot be read: it does not exist");
    assertThat(step.effects.hasFailedCommand()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::add-matcher::", "::remove-matcher::", "::remove-matcher owner=a::file.json"})
  void incompleteMatcherCommandsAreWarnings(String line) {
    RecordedStep step = new RecordedStep().prints(line);

    assertThat(step.annotation().level()).isEqualTo(Annotation.Level.WARNING);
    assertThat(step.effects.hasFailedCommand()).isFalse();
  }

  @Test
  void unknownCommandsAreOrdinaryOutput() {
    RecordedStep step = new RecordedStep().prints("::unknown a=b::c", "##[section]Build", "::");

    assertThat(step.lines()).containsExactly("::unknown a=b::c", "##[section]Build", "::");
  }

  @Test
  void refusesCommandsTooLongToHoldWithoutShowingThem() {
    RecordedStep step = new RecordedStep();

    step.prints("::add-mask::" + "s".repeat(StepOutput.MAX_LINE), "next");

    assertThat(step.messages().getFirst())
        .isEqualTo("Unable to process command 'add-mask' successfully.");
    assertThat(step.text()).doesNotContain("ssss").endsWith("next\n");
    assertThat(step.effects.hasFailedCommand()).isTrue();
  }
}
