package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFilesTest {
  @TempDir Path temp;
  private CommandFilePool pool;
  private CommandFiles files;
  private RecordedStep step;

  @BeforeEach
  void borrow() {
    step = new RecordedStep(temp, Map.of());
    pool = new CommandFilePool(temp, step.scope.subjects());
    files = pool.borrow();
  }

  private void write(CommandFile file, String text) throws IOException {
    Files.writeString(files.path(file), text);
  }

  private StepEffects collect() {
    files.collect(step.log, temp);
    return step.effects;
  }

  private StepEffects collect(CommandFile file, String text) throws IOException {
    write(file, text);
    return collect();
  }

  @Test
  void tellsAStepWhereItsFilesAre() {
    assertThat(files.environment())
        .containsOnlyKeys(
            "GITHUB_PATH",
            "GITHUB_ENV",
            "GITHUB_STATE",
            "GITHUB_OUTPUT",
            "GITHUB_STEP_SUMMARY",
            "GITHUB_ARTIFACTS",
            "GITHUB_ARTIFACTS_LIST")
        .containsEntry("GITHUB_ENV", files.path(CommandFile.ENV).toString());
    assertThat(files.path(CommandFile.OUTPUT)).isEmptyFile();
    assertThat(files.path(CommandFile.ARTIFACTS_LIST))
        .hasContent("{\"version\":1,\"subjects\":[]}");
  }

  @Test
  void takesOverAllThatAStepWrote() throws IOException {
    write(CommandFile.ENV, "A=1\n");
    write(CommandFile.OUTPUT, "Out=2\n");
    write(CommandFile.STATE, "pid=3\n");
    write(CommandFile.PATH, "/one\n\n/two\r\n/one\n");
    write(CommandFile.STEP_SUMMARY, "# Done\n");

    StepEffects effects = collect();

    assertThat(effects.environment()).containsExactly(entry("A", "1"));
    assertThat(effects.outputs()).containsExactly(entry("Out", "2"));
    assertThat(effects.state()).containsExactly(entry("pid", "3"));
    assertThat(effects.pathPrepends()).containsExactly("/two", "/one");
    assertThat(effects.summary()).isEqualTo("# Done\n");
    assertThat(step.text()).isEmpty();
  }

  @Test
  void folderWithANulFailsTheStep() throws IOException {
    assertThat(collect(CommandFile.PATH, "/a\0b\n").pathPrepends()).isEmpty();
    assertThat(step.effects.hasFailedCommand()).isTrue();
  }

  @Test
  void changedListIsWrittenAnew() throws IOException {
    write(CommandFile.ARTIFACTS_LIST, "lies");
    files.close();

    assertThat(pool.borrow().path(CommandFile.ARTIFACTS_LIST))
        .hasContent("{\"version\":1,\"subjects\":[]}");
  }

  @Test
  void missingAndEmptyFilesTellNothing() throws IOException {
    Files.delete(files.path(CommandFile.OUTPUT));

    StepEffects effects = collect();

    assertThat(effects.outputs()).isEmpty();
    assertThat(effects.annotations()).isEmpty();
    assertThat(effects.hasFailedCommand()).isFalse();
  }

  @Test
  void mistakeFailsTheStepButKeepsWhatCameBefore() throws IOException {
    StepEffects effects = collect(CommandFile.OUTPUT, "a=1\nnonsense\nb=2\n");

    assertThat(effects.outputs()).containsExactly(entry("a", "1"));
    assertThat(step.messages())
        .containsExactly(
            "Unable to process file command 'output' successfully.", "Invalid format 'nonsense'");
    assertThat(effects.hasFailedCommand()).isTrue();
  }

  @Test
  void outputNamesDifferingInCaseAreOne() throws IOException {
    assertThat(collect(CommandFile.OUTPUT, "name=1\nNAME=2\n").outputs())
        .containsExactly(entry("NAME", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NODE_OPTIONS=x", "node_options=x", "LD_PRELOAD=x", "BASH_ENV<<E\nx\nE"})
  void refusesVariablesThatLoadCode(String text) throws IOException {
    StepEffects effects = collect(CommandFile.ENV, text + "\nOTHER=y\n");

    assertThat(effects.environment()).containsExactly(entry("OTHER", "y"));
    assertThat(step.annotation().message())
        .startsWith("Can't store ")
        .endsWith(" output parameter using '$GITHUB_ENV' command.");
    assertThat(effects.hasFailedCommand()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB_SHA", "RUNNER_TEMP", "github_token"})
  void ignoresVariablesOfTheRun(String name) throws IOException {
    StepEffects effects = collect(CommandFile.ENV, name + "=x\nCI=no\n");

    assertThat(effects.environment()).containsExactly(entry("CI", "no"));
    assertThat(step.annotation().level()).isEqualTo(Annotation.Level.WARNING);
  }

  @Test
  void warnsOfAVariableThatNoProcessCanTake() throws IOException {
    collect(CommandFile.ENV, "BIG=" + "x".repeat(130 * 1024) + "\n");

    assertThat(step.annotation().message()).startsWith("'BIG' holds 130 KiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void readsTextByItsByteOrderMark(String encoding) throws IOException {
    byte[] content = "\ufeffNAME=grüße 👋\n".getBytes(Charset.forName(encoding));
    Files.write(files.path(CommandFile.OUTPUT), content);

    assertThat(collect().outputs()).containsExactly(entry("NAME", "grüße 👋"));
  }

  @Test
  void readsInvalidUtf8AsReplacementMarks() throws IOException {
    Files.write(files.path(CommandFile.OUTPUT), new byte[] {'a', '=', (byte) 0xff, '\n'});

    assertThat(collect().outputs()).containsExactly(entry("a", "\ufffd"));
  }

  @Test
  void masksSummaries() throws IOException {
    step.hiding("sesame");

    assertThat(collect(CommandFile.STEP_SUMMARY, "open sesame").summary()).isEqualTo("open ***");
  }

  @Test
  void refusesLargeSummariesWithoutFailing() throws IOException {
    StepEffects effects = collect(CommandFile.STEP_SUMMARY, "x".repeat(1024 * 1024 + 1024));

    assertThat(effects.summary()).isEmpty();
    assertThat(step.annotation().message())
        .startsWith("$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k,")
        .contains("got 1025k");
    assertThat(effects.hasFailedCommand()).isFalse();
  }

  @Test
  void refusesLargeFilesOfValues() throws IOException {
    try (var file = new java.io.RandomAccessFile(files.path(CommandFile.ENV).toFile(), "rw")) {
      file.setLength(CommandFileReading.MAX_BYTES + 1L);
    }

    assertThat(collect().hasFailedCommand()).isTrue();
    assertThat(step.messages().getLast()).endsWith("it is larger than 16384 KiB");
  }

  @ParameterizedTest
  @EnumSource(
      value = CommandFile.class,
      names = {"ENV", "OUTPUT", "STATE", "PATH", "STEP_SUMMARY", "ARTIFACTS"})
  void neverFollowsALink(CommandFile file) throws IOException {
    Path secret = Files.writeString(temp.resolve("shadow"), "root=x\n");
    Files.delete(files.path(file));
    Files.createSymbolicLink(files.path(file), secret);

    StepEffects effects = collect();

    assertThat(effects.environment()).isEmpty();
    assertThat(effects.outputs()).isEmpty();
    assertThat(effects.pathPrepends()).isEmpty();
    assertThat(effects.summary()).isEmpty();
    assertThat(effects.hasFailedCommand()).isTrue();
    assertThat(step.messages().getLast()).endsWith("it is not a regular file");
  }

  @Test
  @Timeout(10)
  void neverWaitsForAPipe() throws Exception {
    Path pipe = files.path(CommandFile.OUTPUT);
    Files.delete(pipe);
    makePipe(pipe);

    assertThat(collect().hasFailedCommand()).isTrue();
  }

  @Test
  void nextStepFindsEverythingEmptyAgain() throws Exception {
    write(CommandFile.OUTPUT, "a=1\n");
    Files.delete(files.path(CommandFile.ENV));
    makePipe(files.path(CommandFile.ENV));
    Files.delete(files.path(CommandFile.STATE));
    Files.createDirectories(files.path(CommandFile.STATE).resolve("full"));
    Files.delete(files.path(CommandFile.ARTIFACTS_LIST));
    files.close();

    CommandFiles next = pool.borrow();

    for (CommandFile file : CommandFile.values()) {
      assertThat(next.path(file)).isRegularFile();
      assertThat(Path.of(next.environment().get(file.variable()))).isEqualTo(next.path(file));
    }
    assertThat(next.path(CommandFile.OUTPUT)).isEmptyFile();
  }

  @Test
  void survivesARemovedTemporaryFolder() throws IOException {
    Path folder = files.path(CommandFile.ENV).getParent();
    for (CommandFile file : CommandFile.values()) {
      Files.delete(files.path(file));
    }
    Files.delete(folder);
    collect();
    files.close();

    assertThat(pool.borrow().path(CommandFile.ENV)).isEmptyFile();
  }

  @Test
  void untouchedFilesAreUsedAgain() throws IOException {
    Object before = key(CommandFile.ENV);
    files.close();

    files = pool.borrow();

    assertThat(key(CommandFile.ENV)).isEqualTo(before);
  }

  @Test
  void lateWriterOfAnEarlierStepIsNotHeard() throws IOException {
    try (var late = Files.newOutputStream(files.path(CommandFile.OUTPUT))) {
      late.write("a=1\n".getBytes(StandardCharsets.UTF_8));
      files.close();
      files = pool.borrow();
      late.write("b=2\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(collect().outputs()).isEmpty();
  }

  @Test
  void stepsAtTheSameTimeHaveFilesOfTheirOwn() {
    CommandFiles other = pool.borrow();

    assertThat(other.environment().values())
        .doesNotContainAnyElementsOf(files.environment().values());
  }

  @Test
  void declaresSubjectsAndListsThemForLaterSteps() throws IOException {
    Files.writeString(temp.resolve("app.jar"), "x");
    StepEffects effects = collect(CommandFile.ARTIFACTS, "# built\n\nfile://app.jar\napp.jar\n");
    files.close();

    assertThat(effects.subjects()).extracting(ArtifactSubject::name).contains("app.jar");
    assertThat(step.lines())
        .containsExactly("Captured 1 artifact subject(s) from this step (job total: 1).");
    assertThat(Files.readString(pool.borrow().path(CommandFile.ARTIFACTS_LIST)))
        .isEqualTo(
            "{\"version\":1,\"subjects\":[{\"name\":\"app.jar\",\"digest\":\"sha256:"
                + "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
                + "\",\"kind\":\"file\"}]}");
  }

  @Test
  void wrongSubjectFailsTheStep() throws IOException {
    StepEffects effects = collect(CommandFile.ARTIFACTS, "none.jar\n");

    assertThat(effects.hasFailedCommand()).isTrue();
    assertThat(step.messages())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo("Unable to process file command 'artifacts' successfully."),
            second ->
                assertThat(second)
                    .startsWith("Invalid $GITHUB_ARTIFACTS entry on line 1: file 'none.jar'"));
  }

  private Object key(CommandFile file) throws IOException {
    return Files.readAttributes(files.path(file), BasicFileAttributes.class).fileKey();
  }

  private static void makePipe(Path pipe) throws Exception {
    Process process = new ProcessBuilder(List.of("mkfifo", pipe.toString())).start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
