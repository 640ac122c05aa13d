package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactActionsTest {
  private static final String UPLOAD = "actions/upload-artifact@v4";
  private static final String DOWNLOAD = "actions/download-artifact@v4";

  @TempDir Path root;
  ActionJob job;

  @BeforeEach
  void firstJob() {
    job = new ActionJob(root);
    job.write("dist/app.js", "app");
    job.write("dist/css/site.css", "site");
    job.write("dist/.secret", "hidden");
    job.write("report.xml", "<r/>");
  }

  private ActionOutcome upload(String name, String path) {
    return job.run(UPLOAD, Map.of("name", name, "path", path));
  }

  private List<String> entries(String name) throws IOException {
    try (var zip = new ZipFile(job.artifacts.resolve(name + ".zip").toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  @Test
  void keepsAFolderBelowItsOwnRootWithoutHiddenFiles() throws Exception {
    ActionOutcome outcome = upload("site", "dist");

    assertThat(outcome).isEqualTo(ActionOutcome.succeeded());
    assertThat(entries("site")).containsExactly("app.js", "css/site.css");
    assertThat(job.effects.outputs)
        .containsEntry("artifact-id", "1")
        .containsEntry("artifact-digest", Digests.ofFile(job.artifacts.resolve("site.zip")))
        .containsEntry("artifact-url", job.artifacts.resolve("site.zip").toUri().toString());
    assertThat(job.effects.log).contains("With the provided path, there will be 2 files uploaded");
  }

  @Test
  void takesHiddenFilesWhenAsked() throws Exception {
    job.run(UPLOAD, Map.of("name", "all", "path", "dist", "include-hidden-files", "true"));

    assertThat(entries("all")).contains(".secret");
  }

  @Test
  void aSingleFileHasNoFolders() throws Exception {
    upload("one", "dist/css/site.css");

    assertThat(entries("one")).containsExactly("site.css");
  }

  @Test
  void severalPathsStandBelowTheirCommonAncestor() throws Exception {
    upload("both", "dist/css\nreport.xml");
    assertThat(entries("both")).containsExactly("dist/css/site.css", "report.xml");

    upload("globbed", "**/*.css\n**/*.js\n!dist/css");
    assertThat(entries("globbed")).containsExactly("dist/app.js");
  }

  @Test
  void nothingFoundIsAWarningAnErrorOrNothing() {
    String message =
        "No files were found with the provided path: gone. No artifacts will be uploaded.";

    assertThat(upload("none", "gone")).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.annotations).containsExactly("WARNING: " + message);
    assertThat(job.run(UPLOAD, Map.of("path", "gone", "if-no-files-found", "error")))
        .isEqualTo(ActionOutcome.failed(message));
    assertThat(job.run(UPLOAD, Map.of("path", "gone", "if-no-files-found", "ignore")))
        .isEqualTo(ActionOutcome.succeeded());
    assertThat(job.effects.log).contains(message);
  }

  @Test
  void aNameIsTakenOnceUnlessOverwritten() throws Exception {
    upload("site", "dist/app.js");

    assertThat(upload("site", "report.xml"))
        .isEqualTo(
            ActionOutcome.failed(
                "Failed to CreateArtifact: Received non-retryable error: Failed request: (409)"
                    + " Conflict: an artifact with this name already exists on the workflow run"));
    job.run(UPLOAD, Map.of("name", "site", "path", "report.xml", "overwrite", "true"));
    assertThat(entries("site")).containsExactly("report.xml");
  }

  @Test
  void versionThreeAddsToAnArtifactOfTheSameName() throws Exception {
    for (String path : List.of("dist/app.js", "report.xml")) {
      job.run("actions/upload-artifact@v3", Map.of("name", "site", "path", path));
    }

    assertThat(entries("site")).containsExactly("app.js", "report.xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a\\b", "a:b", "a*", "a?", "a\"b", "../a", "a\nb"})
  void refusesNamesThatNotEveryFileSystemTakes(String name) {
    assertThat(upload(name, "dist"))
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class,
            failed ->
                assertThat(failed.message())
                    .startsWith("The artifact name is not valid: ")
                    .contains("Invalid characters include:"));
    assertThat(job.artifacts).doesNotExist();
  }

  @Test
  void uploadsOneFileAsItIs() {
    job.run("actions/upload-artifact@v7", Map.of("path", "report.xml", "archive", "false"));

    var next = new ActionJob(root.resolve("next"));
    next.artifacts = job.artifacts;
    next.run("actions/download-artifact@v8", Map.of("name", "report.xml"));
    assertThat(next.folders.workspace().resolve("report.xml")).hasContent("<r/>");
  }

  private ActionJob downloading() {
    upload("site", "dist");
    upload("report-a", "report.xml");
    upload("report-b", "report.xml");
    var next = new ActionJob(root.resolve("next"));
    next.artifacts = job.artifacts;
    return next;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void putsANamedArtifactStraightIntoTheFolder() throws Exception {
    ActionJob next = downloading();

    next.run(DOWNLOAD, Map.of("name", "site", "path", "out"));

    assertThat(files(next.folders.workspace())).containsExactly("out/app.js", "out/css/site.css");
    assertThat(next.effects.outputs)
        .containsEntry("download-path", next.folders.workspace().resolve("out").toString());
  }

  @Test
  void givesSeveralArtifactsAFolderEachUnlessMerged() throws Exception {
    ActionJob next = downloading();

    next.run(DOWNLOAD, Map.of("pattern", "report-*", "path", "each"));
    next.run(DOWNLOAD, Map.of("pattern", "report-*", "path", "merged", "merge-multiple", "true"));

    assertThat(files(next.folders.workspace()))
        .containsExactly(
            "each/report-a/report.xml", "each/report-b/report.xml", "merged/report.xml");
  }

  @Test
  void choosesByIdAndWarnsOfUnknownOnes() throws Exception {
    ActionJob next = downloading();

    next.run("actions/download-artifact@v5", Map.of("artifact-ids", "1, 9", "path", "out"));

    assertThat(files(next.folders.workspace())).contains("out/app.js");
    assertThat(next.effects.annotations)
        .containsExactly("WARNING: Could not find the following artifact IDs: 9");
  }

  @Test
  void saysThatAnArtifactIsNotThere() {
    assertThat(job.run(DOWNLOAD, Map.of("name", "gone")))
        .isEqualTo(
            ActionOutcome.failed("Unable to download artifact(s): Artifact 'gone' not found"));
  }

  @Test
  void noticesAnArchiveThatWasChanged() throws Exception {
    ActionJob next = downloading();
    Files.writeString(job.artifacts.resolve("site.zip"), "changed");

    assertThat(next.run(DOWNLOAD, Map.of("name", "site")))
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class,
            failed -> assertThat(failed.message()).contains("Digest validation failed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "a/../../outside", "/outside", "a\\..\\..\\outside"})
  void refusesArchivesThatLeaveTheFolder(String name) throws Exception {
    Path archive = root.resolve("evil.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("good"));
      zip.putNextEntry(new ZipEntry(name));
    }
    Path target = FileTree.create(root.resolve("target"));

    assertThat(catchThrowable(() -> ArtifactZip.unpack(archive, target)))
        .hasMessageContaining("The archive is refused");
    assertThat(target).isEmptyDirectory();
    assertThat(root.resolve("outside")).doesNotExist();
  }

  @Test
  void refusesAnArchiveThatSwellsBeyondReason() throws Exception {
    Path archive = root.resolve("bomb.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[1024 * 1024]);
    }
    var caps = new ArtifactZip.Caps(1024 * 1024, 100_000, 500);
    Path target = FileTree.create(root.resolve("target"));

    assertThat(catchThrowable(() -> ArtifactZip.unpack(archive, target, caps)))
        .hasMessageContaining("unpacks to more than");
  }

  @Test
  void mergesArtifactsIntoOne() throws Exception {
    downloading();

    job.run(
        "actions/upload-artifact/merge@v4",
        Map.of(
            "name", "reports",
            "pattern", "report-*",
            "separate-directories", "true",
            "delete-merged", "true"));

    assertThat(entries("reports")).containsExactly("report-a/report.xml", "report-b/report.xml");
    assertThat(ArtifactStore.open(job.artifacts).all())
        .extracting(Artifact::name)
        .containsExactly("site", "reports");
  }
}
