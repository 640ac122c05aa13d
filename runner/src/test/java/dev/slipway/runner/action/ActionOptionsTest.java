package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of actions that are wrong, missing or seldom used. */
class ActionOptionsTest {
  @TempDir Path root;
  ActionJob job;

  @BeforeEach
  void start() {
    job = new ActionJob(root);
    job.write("dist/a", "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "actions/upload-artifact@v4 | path= | Input required and not supplied: path",
        "actions/upload-artifact@v4 | path=dist;compression-level=10 | Invalid compression-level."
            + " Valid values are 0-9",
        "actions/upload-artifact@v4 | path=dist;compression-level=x | Invalid compression-level: x",
        "actions/upload-artifact@v4 | path=dist;retention-days=soon | Invalid retention-days: soon",
        "actions/upload-artifact@v4 | path=dist;if-no-files-found=fail | Unrecognized"
            + " if-no-files-found input. Provided: fail. Available options: warn,error,ignore",
        "actions/upload-artifact@v4 | path=dist;overwrite=maybe | Input does not meet YAML 1.2",
        "actions/upload-artifact@v7 | path=*;archive=false | When 'archive' is set to false",
        "actions/upload-artifact@v4 | path=../x | Invalid pattern '../x'",
        "actions/download-artifact@v5 | name=a;artifact-ids=1 | Unable to download artifact(s):"
            + " Inputs 'name' and 'artifact-ids' cannot be used together",
        "actions/download-artifact@v5 | artifact-ids=x | Unable to download artifact(s): Invalid"
            + " artifact ID: 'x'. Must be a number.",
        "actions/download-artifact@v5 | artifact-ids=, | Unable to download artifact(s): No valid"
            + " artifact IDs provided",
        "actions/download-artifact@v5 | artifact-ids=7 | Unable to download artifact(s): None of"
            + " the provided artifact IDs were found",
        "actions/download-artifact@v8 | digest-mismatch=no | Unable to download artifact(s):"
            + " Invalid value for 'digest-mismatch': 'no'. Valid options are: ignore, info, warn,"
            + " error",
        "actions/download-artifact@v4 | name=a;github-token=t;run-id=9 | Unable to download"
            + " artifact(s): Artifacts of other runs cannot be fetched yet.",
        "actions/upload-artifact/merge@v4 | pattern=x | No artifacts found matching pattern 'x'",
        "actions/cache@v4 | path=;key=k | Input required and not supplied: path",
        "actions/cache@v4 | path=dist;key= | Input required and not supplied: key",
        "actions/checkout@v4 | repository=one | Invalid repository 'one'. Expected format"
            + " {owner}/{repo}.",
        "actions/setup-python@v5 | python-version=pypy3.10 | Python pypy3.10 is not supported here",
        "actions/setup-python@v5 | python-version=3.13t | Python 3.13t without the global lock",
        "actions/setup-python@v5 | python-version=3;allow-prereleases=si | Input does not meet YAML"
            + " 1.2"
      })
  void saysWhatIsWrong(String action, String options, String message) {
    var with = new LinkedHashMap<String, String>();
    for (String option : options.split(";", -1)) {
      String[] parts = option.split("=", 2);
      with.put(parts[0], parts[1]);
    }
    job.write("other", "x");

    assertThat(job.run(action, with))
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class, failed -> assertThat(failed.message()).startsWith(message));
  }

  @Test
  void remembersHowLongAnArtifactIsToBeKept() {
    job.run("actions/upload-artifact@v4", Map.of("path", "dist", "retention-days", "3"));

    Instant expires = ArtifactStore.open(job.artifacts).all().getFirst().expires().orElseThrow();
    assertThat(expires)
        .isBetween(
            Instant.now().plus(Duration.ofDays(3)).minusSeconds(60),
            Instant.now().plus(Duration.ofDays(3)));
  }

  @Test
  void downloadsToTheHomeFolderAndWithoutUnpacking() {
    job.run("actions/upload-artifact@v4", Map.of("path", "dist", "name", "site"));

    job.run("actions/download-artifact@v8", Map.of("name", "site", "path", "~/out"));
    assertThat(job.folders.home().resolve("out/a")).hasContent("a");

    job.run(
        "actions/download-artifact@v8",
        Map.of("name", "site", "path", "packed", "skip-decompress", "true"));
    assertThat(job.folders.workspace().resolve("packed/site.zip")).exists();
  }

  @Test
  void aSingleMatchHasNoFolderOfItsOwnFromVersionFiveOn() {
    job.run("actions/upload-artifact@v4", Map.of("path", "dist", "name", "site"));

    job.run("actions/download-artifact@v4", Map.of("path", "four"));
    job.run("actions/download-artifact@v5", Map.of("path", "five"));

    assertThat(job.folders.workspace().resolve("four/site/a")).exists();
    assertThat(job.folders.workspace().resolve("five/a")).exists();
  }

  @Test
  void downloadingAllOfNothingIsFine() {
    assertThat(job.run("actions/download-artifact@v4", Map.of()))
        .isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.log).contains("Total of 0 artifact(s) downloaded");
  }

  @Test
  void aChangedArchiveMayBeTakenKnowingly() throws Exception {
    job.run("actions/upload-artifact@v4", Map.of("path", "dist", "name", "site"));
    job.run("actions/upload-artifact@v4", Map.of("path", "dist", "name", "other"));
    Files.copy(
        zipOf("report", "changed"),
        job.artifacts.resolve("site.zip"),
        StandardCopyOption.REPLACE_EXISTING);

    ActionOutcome outcome =
        job.run(
            "actions/download-artifact@v8",
            Map.of("name", "site", "path", "out", "digest-mismatch", "warn"));

    assertThat(outcome).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.annotations)
        .singleElement()
        .asString()
        .contains("'site' digest validation failed");
    assertThat(job.folders.workspace().resolve("out/report")).hasContent("changed");
  }

  private Path zipOf(String name, String text) {
    Path zip = root.resolve("changed.zip");
    ArtifactZip.write(Map.of(name, ActionJob.write(root, "content", text)), 6, zip);
    return zip;
  }

  @Test
  void warnsOfDeprecatedInputsOnlyWhereTheyAreUsed() {
    job.run("actions/cache@v4", Map.of("path", "dist", "key", "k"));
    assertThat(job.effects.annotations).isEmpty();

    job.run("actions/cache@v4", Map.of("path", "dist", "key", "k", "save-always", "true"));
    assertThat(job.effects.annotations)
        .singleElement()
        .asString()
        .startsWith(
            "WARNING: Input 'save-always' has been deprecated with message: save-always does not"
                + " work as intended");
  }
}
