package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @ParameterizedTest
  @EnumSource(CommandName.class)
  void explainsEachCommandTheSameByHelpAndByOption(CommandName name) {
    TypedLine byOption = TypedLine.of(name.word(), "--help");
    TypedLine byCommand = TypedLine.of("help", name.word());

    assertThat(byOption.exitCode()).isZero();
    assertThat(byOption.error()).isEmpty();
    assertThat(byOption.out()).isEqualTo(byCommand.out());
    Golden.check("help/" + name.word() + ".txt", byOption.out());
  }

  @ParameterizedTest
  @EnumSource(CommandName.class)
  void givesTwoToFourExamplesForEachCommand(CommandName name) {
    Syntax syntax = name.create().syntax();

    assertThat(syntax.name()).isEqualTo(name);
    assertThat(syntax.examples()).hasSizeBetween(2, 4);
    assertThat(syntax.examples()).allMatch(example -> example.line().startsWith("slipway "));
  }

  @Test
  void listsTheCommandsWhenNoneIsTyped() {
    TypedLine line = TypedLine.of();

    assertThat(line.exitCode()).isZero();
    assertThat(line.out()).isEqualTo(TypedLine.of("--help").out());
    Golden.check("help/overview.txt", line.out());
  }

  @Test
  void printsTheVersionTheSameWayByCommandAndByOption() {
    assertThat(TypedLine.of("version").out()).matches("slipway \\S+\n");
    assertThat(TypedLine.of("--version").out()).isEqualTo(TypedLine.of("version").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "versoin",
        "--colr always",
        "--color sometimes version",
        "-C",
        "version --halp",
        "version --color",
        "version -C dir",
        "version one",
        "help one two"
      })
  void answersWrongLinesWithOneSentenceAndExitCodeTwo(String typed) {
    TypedLine line = TypedLine.of(typed.split(" "));

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.out()).isEmpty();
    String file = typed.replaceAll("[^A-Za-z]+", "_");
    Golden.check("usage/" + file + ".txt", "$ slipway " + typed + "\n" + line.error());
  }

  @Test
  void namesTheDirectoryThatIsNotThere() {
    TypedLine line = TypedLine.in(Path.of("/nowhere/at/all"), Map.of(), "version");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).isEqualTo("slipway: -C /nowhere/at/all: there is no such directory\n");
  }

  @Test
  void neverQuotesAWordThatMayBeASecretOutOfPlace() {
    TypedLine line = TypedLine.of("version", "hunter2");

    assertThat(line.error()).doesNotContain("hunter2");
  }

  @Test
  void tellsFaultsApartByTheirKind() {
    assertThat(report(ErrorCode.NOT_FOUND, Map.of()).exitCode()).isEqualTo(2);
    assertThat(report(ErrorCode.TOOL_MISSING, Map.of()).exitCode()).isEqualTo(3);
    assertThat(report(ErrorCode.INTERNAL, Map.of()).exitCode()).isEqualTo(70);
  }

  @Test
  void showsAStackTraceOnlyWhenAsked() {
    Map<String, String> debug = Map.of("SLIPWAY_DEBUG", "1");

    assertThat(report(ErrorCode.INTERNAL, Map.of()).text())
        .contains("defect of Slipway", "SLIPWAY_DEBUG=1")
        .doesNotContain("\tat ");
    assertThat(report(ErrorCode.INTERNAL, debug).text()).contains("\tat ");
  }

  @Test
  void callsAnythingUnforeseenADefect() {
    FaultReport report = FaultReport.of(new IllegalStateException("odd"), Map.of());

    assertThat(report.exitCode()).isEqualTo(70);
    assertThat(report.text()).contains("IllegalStateException: odd");
  }

  private static FaultReport report(ErrorCode code, Map<String, String> environment) {
    return FaultReport.of(new SlipwayException(code, "it broke"), environment);
  }
}
