package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String BROKEN =
      """
      on: [psh]
      jobs:
        build:
          runs-on: ubuntu-latest
          needs: bild
          steps:
            - runn: make
      """;
  private static final String SOUND =
      """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: make
      """;

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private TypedLine check(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "check";
    System.arraycopy(words, 0, line, 1, words.length);
    return TypedLine.in(folder, Map.of("LC_ALL", "C"), line);
  }

  @Test
  void reportsAllProblemsOfAllFilesAtOnce() throws IOException {
    write(".github/workflows/a.yml", BROKEN);
    write(".github/workflows/b.yaml", "on: push\njobs:\n\tx: 1\n");
    write(".github/workflows/c.yml", SOUND);

    TypedLine line = check();

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).isEmpty();
    Golden.check("check/01_problems.txt", line.out());
  }

  @Test
  void saysThatAllIsWell() throws IOException {
    write(".github/workflows/c.yml", SOUND);

    TypedLine line = check();

    assertThat(line.exitCode()).isZero();
    assertThat(line.out()).isEqualTo("+ no errors in 1 workflow\n");
  }

  @Test
  void checksOnlyTheFilesNamed() throws IOException {
    write(".github/workflows/a.yml", BROKEN);
    write("other/c.yml", SOUND);

    assertThat(check("other/c.yml").exitCode()).isZero();
    assertThat(check("other/c.yml", ".github/workflows/a.yml").exitCode()).isEqualTo(2);
  }

  @Test
  void findsWorkflowsThatAreCalled() throws IOException {
    write(
        ".github/workflows/a.yml",
        """
        on: push
        jobs:
          here:
            uses: ./.github/workflows/called.yml
          nowhere:
            uses: ./.github/workflows/missing.yml
        """);
    write(".github/workflows/called.yml", SOUND.replace("on: push", "on: workflow_call"));

    TypedLine line = check(".github/workflows/a.yml");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.out()).contains("missing.yml").contains("1 error");
  }

  @Test
  void followsTheActionsOfTheRepositoryAndWarnsOfMissingOnes() throws IOException {
    write(
        ".github/workflows/a.yml",
        """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
              - uses: ./tools/outer
              - uses: ./tools/gone
        """);
    String composite = "name: x\ndescription: x\nruns:\n  using: composite\n  steps:\n    - ";
    write("tools/outer/action.yml", composite + "uses: ./tools/inner\n");
    write("tools/inner/action.yaml", composite + "runn: echo\n");
    write("tools/unused/action.yml", "name: [\n");

    TypedLine line = check();

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.out())
        .contains("a.yml:7:9: warning: There is no action.yml in './tools/gone' [no-such-action]")
        .contains("tools/inner/action.yaml:6:7: error: Unexpected value 'runn'")
        .doesNotContain("unused");
  }

  @Test
  void checksTheSectionsOfSlipwayYaml() throws IOException {
    write(".github/workflows/c.yml", SOUND);
    write("slipway.yaml", "runner:\n  max-parallel: many\nrunnr: {}\nother: 1\n");

    TypedLine line = check();

    assertThat(line.exitCode()).isEqualTo(2);
    Golden.check("check/03_slipway_yaml.txt", line.out());
  }

  @Test
  void printsJsonForOtherPrograms() throws IOException {
    write(".github/workflows/a.yml", BROKEN);

    TypedLine line = check("--json");

    assertThat(line.exitCode()).isEqualTo(2);
    Golden.check("check/02_problems.json", line.out());
  }

  @Test
  void saysThatThereIsNothingToCheck() {
    TypedLine line = check();

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).contains("nothing to check");
  }

  @Test
  void namesTheFileThatIsNotThere() {
    assertThat(check("nope.yml").error()).isEqualTo("slipway: nope.yml: there is no such file\n");
  }

  @Test
  void readsBinaryFilesWithoutFalling() throws IOException {
    Path file = folder.resolve(".github/workflows/a.yml");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe, 7});

    TypedLine line = check();

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.out()).contains("a.yml").contains("1 error in 1 workflow");
  }

  @Test
  void warnsOfScriptsAnOutsiderCanFillAndSucceeds() throws IOException {
    write(".github/workflows/c.yml", SOUND.replace("make", "echo ${{ github.head_ref }}"));

    TypedLine line = check();

    assertThat(line.exitCode()).isZero();
    assertThat(line.out())
        .contains("c.yml:6:23: warning: Anyone can fill 'github.head_ref'", "[untrusted-input]")
        .contains("hint: pass it through env: and write \"$HEAD_REF\" here");
  }
}
