package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Facility;
import dev.slipway.machine.MachineFact;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private static String text(MachineFact... facts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Capabilities.NONE, out, out, () -> WindowSize.USUAL);
    return DoctorCommand.text(terminal, List.of(facts));
  }

  private static MachineFact present(Facility facility, String detail) {
    return new MachineFact(facility, true, detail, "");
  }

  private static MachineFact missing(Facility facility, String advice) {
    return new MachineFact(facility, false, "not found", advice);
  }

  @Test
  void saysWhatEachThingIsForAndHowToGetIt() {
    String text =
        text(
            present(Facility.GIT, "git version 2.39.5"),
            present(Facility.BASH, "GNU bash"),
            missing(Facility.NODE, "apt install nodejs npm"),
            missing(Facility.REFLINK, ""));

    assertThat(text.lines().skip(1))
        .containsExactly(
            "+  git             reads the repository               git version 2.39.5",
            "+  bash            runs steps                         GNU bash",
            "-  Node.js         JavaScript actions and setup-node  not found; to get it: apt"
                + " install nodejs npm",
            "-  reflink copies  large workspaces at no cost        not found",
            "",
            "+ ready; what is missing is needed only by what its line names");
  }

  @Test
  void saysWhatNothingWorksWithout() {
    String text =
        text(missing(Facility.GIT, "apt install git"), present(Facility.BASH, "GNU bash"));

    assertThat(text).contains("x  git ").endsWith("x cannot work without git\n");
  }

  @Test
  void looksAtThisMachine() {
    TypedLine line = TypedLine.of("doctor");
    TypedLine json = TypedLine.of("doctor", "--json");

    assertThat(line.exitCode()).isZero();
    assertThat(line.out()).contains("git", "PostgreSQL", "ready");
    assertThat(json.out()).startsWith("{\"version\":\"").contains("\"ready\":true");
  }
}
