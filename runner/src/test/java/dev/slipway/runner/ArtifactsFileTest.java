package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactsFileTest {
  private static final String HEX = "AB".repeat(32);
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @TempDir Path workspace;

  private ArtifactSubject only(String text) {
    return new ArtifactsFile(workspace).read(text).getFirst().subject();
  }

  @ParameterizedTest
  @CsvSource({"oci://,''", "OCI://,''", "'',:tag"})
  void readsImages(String scheme, String tag) {
    String reference = "ghcr.io/harbor/web" + tag;

    assertThat(only("  " + scheme + reference + "@sha256:" + HEX + "\r\n"))
        .isEqualTo(new ArtifactSubject(reference, DIGEST, ArtifactSubject.Kind.OCI));
  }

  @Test
  void readsFilesBelowTheWorkspace() throws IOException {
    Files.createDirectories(workspace.resolve("out"));
    Files.writeString(workspace.resolve("out/app@v1.jar"), "");

    assertThat(only("out/app@v1.jar").name()).isEqualTo("app@v1.jar");
    assertThat(only("FILE://" + workspace.resolve("out/app@v1.jar")).digest())
        .isEqualTo("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @ParameterizedTest
  @CsvSource({
    "name=value, entries containing '=' are reserved and not permitted",
    "file://, file:// entries must include a path",
    "https://x/y, unsupported URI scheme",
    "'oci://ref@sha256:12', 'oci:// entries must include an @sha{256,384,512}:<hex> digest'",
    "., is a directory",
    "/no/such/file, file '/no/such/file' does not exist"
  })
  void saysWhatIsWrongWithALine(String line, String message) {
    assertThatThrownBy(() -> new ArtifactsFile(workspace).read("# first\n" + line))
        .hasMessageStartingWith("Invalid $GITHUB_ARTIFACTS entry on line 2: ")
        .hasMessageContaining(message);
  }

  @Test
  void sameNameNeedsTheSameDigest() {
    ArtifactSubjects subjects = new ArtifactSubjects();
    ArtifactSubject first = new ArtifactSubject("a", "sha256:1", ArtifactSubject.Kind.FILE);

    assertThat(subjects.declare(first)).isEmpty();
    assertThat(subjects.declare(first)).isEmpty();
    assertThat(subjects.declare(new ArtifactSubject("a", "sha256:2", ArtifactSubject.Kind.FILE)))
        .contains(
            "Conflicting digest for artifact 'a': previously declared as 'sha256:1', now declared"
                + " as 'sha256:2'.");
  }

  @Test
  void jobHasALimit() {
    ArtifactSubjects subjects = new ArtifactSubjects();
    for (int number = 0; number < ArtifactSubjects.MAX_SUBJECTS; number++) {
      subjects.declare(new ArtifactSubject("a" + number, "x", ArtifactSubject.Kind.FILE));
    }

    assertThat(subjects.declare(new ArtifactSubject("b", "x", ArtifactSubject.Kind.FILE)))
        .contains("The job has exceeded the maximum of 500 declared artifacts.");
  }

  @Test
  void listIsSortedAndEscaped() {
    ArtifactSubjects subjects = new ArtifactSubjects();
    subjects.declare(new ArtifactSubject("b\"\\\t", "d", ArtifactSubject.Kind.OCI));
    subjects.declare(new ArtifactSubject("a", "d", ArtifactSubject.Kind.FILE));

    assertThat(subjects.toJson())
        .isEqualTo(
            "{\"version\":1,\"subjects\":[{\"name\":\"a\",\"digest\":\"d\",\"kind\":\"file\"},"
                + "{\"name\":\"b\\\"\\\\\\u0009\",\"digest\":\"d\",\"kind\":\"oci\"}]}");
  }
}
