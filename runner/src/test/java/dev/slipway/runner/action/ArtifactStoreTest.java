package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
  @TempDir Path root;
  ArtifactStore store;
  Path file;

  @BeforeEach
  void open() {
    store = ArtifactStore.open(root.resolve("artifacts"));
    file = ActionJob.write(root, "file.txt", "text");
  }

  private Optional<Artifact> put(String name, boolean replace) {
    return store.put(
        name,
        true,
        Optional.empty(),
        replace,
        target -> ArtifactZip.write(Map.of("file.txt", file), 6, target));
  }

  @Test
  void isEmptyAndMakesNoFolderUntilSomethingIsKept() {
    assertThat(store.all()).isEmpty();
    assertThat(store.find("x")).isEmpty();
    assertThat(root.resolve("artifacts")).doesNotExist();
  }

  @Test
  void describesWhatItKeepsToWhoeverOpensItNext() {
    Instant expires = Instant.now().plus(Duration.ofDays(5));
    Artifact kept =
        store
            .put(
                "site",
                true,
                Optional.of(expires),
                false,
                target -> ArtifactZip.write(Map.of("file.txt", file), 0, target))
            .orElseThrow();

    Artifact read = ArtifactStore.open(root.resolve("artifacts")).find("site").orElseThrow();

    assertThat(read).isEqualTo(kept);
    assertThat(read.digest()).isEqualTo(Digests.ofFile(store.file(read)));
    assertThat(read.expires()).contains(expires);
    assertThat(store.find("SITE")).isEmpty();
  }

  @Test
  void idsGoOnWithoutRepeating() {
    put("a", false);
    Artifact second = put("b", false).orElseThrow();
    store.delete(store.find("a").orElseThrow());

    assertThat(put("c", false).orElseThrow().id()).isGreaterThan(second.id());
    assertThat(store.all()).extracting(Artifact::name).containsExactly("b", "c");
  }

  @Test
  void aTakenNameStaysUntilReplaced() {
    Artifact first = put("a", false).orElseThrow();

    assertThat(put("a", false)).isEmpty();
    assertThat(store.find("a")).contains(first);
    assertThat(put("a", true).orElseThrow().id()).isGreaterThan(first.id());
    assertThat(store.all()).hasSize(1);
  }

  @Test
  void aFailureLeavesNothingBehind() {
    try {
      store.put(
          "a",
          true,
          Optional.empty(),
          false,
          target -> {
            throw new IllegalStateException("disk on fire");
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("disk on fire");
    }

    assertThat(root.resolve("artifacts")).isEmptyDirectory();
  }

  @Test
  void aDescriptionThatIsNoneIsPassedOver() throws Exception {
    put("a", false);
    Files.writeString(root.resolve("artifacts/b.json"), "{\"id\": \"x\"}");

    assertThat(store.all()).hasSize(1);
  }

  @Test
  void keepsFilesOfAnyName() {
    for (String name : List.of("ümlaut", "with space", "a.zip", "...", "-rf")) {
      ArtifactNames.checkName(name);
      assertThat(put(name, false)).isPresent();
    }
    assertThat(store.all()).hasSize(5);
  }
}
