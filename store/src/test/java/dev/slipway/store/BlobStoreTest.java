package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.BlobStore.Durability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobStoreTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path root;
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final InstantSource clock = () -> now;

  @ParameterizedTest
  @EnumSource
  void keepsAContentUnderItsDigest(Durability durability) throws IOException {
    BlobStore store = new BlobStore(root, durability, clock);

    Blob blob = store.put(content("abc"));

    assertThat(blob).isEqualTo(new Blob(new Digest(ABC), 3, now));
    assertThat(store.find(blob.digest())).contains(blob);
    assertThat(read(store, blob.digest())).isEqualTo("abc");
    assertThat(store.list()).containsExactly(blob);
  }

  @Test
  void keepsOneFileForTheSameContent() throws IOException {
    store().put(content("abc"));
    store().put(content("abc"));

    assertThat(store().list()).hasSize(1);
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void saysThatADamagedContentIsDamagedAndIsMendedByPuttingItAgain() throws IOException {
    Blob blob = store().put(content("abc"));
    Path file = root.resolve("sha256/ba").resolve(ABC);
    Files.writeString(file, "abd");

    assertThatThrownBy(() -> read(store(), blob.digest()))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> store().copyTo(blob.digest(), root.resolve("out")))
        .hasMessageContaining("damaged");
    assertThat(root.resolve("out")).doesNotExist();
    assertThat(root.resolve("out.partial")).doesNotExist();

    store().put(content("abc"));
    store().copyTo(blob.digest(), root.resolve("out"));
    assertThat(root.resolve("out")).hasContent("abc");
  }

  @Test
  void leavesNothingBehindWhenAWriterIsNotCommitted() throws IOException {
    try (BlobWriter writer = store().create()) {
      writer.write("half".getBytes(UTF_8));
    }
    assertThat(store().list()).isEmpty();
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void sweepsWhatACrashedWriterLeftADayAgo() throws IOException {
    Path left = Files.writeString(Files.createDirectories(root.resolve("tmp")).resolve("1-f"), "x");
    now = Files.getLastModifiedTime(left).toInstant().plus(Duration.ofHours(23));
    store().sweep();
    assertThat(left).exists();

    now = now.plus(Duration.ofHours(2));
    store().sweep();
    assertThat(left).doesNotExist();
  }

  @Test
  void tellsWhenABlobWasLastUsedAndDeletesIt() throws IOException {
    Blob blob = store().put(content("abc"));
    now = now.plusSeconds(60);
    try (InputStream open = store().open(blob.digest())) {
      assertThat(store().find(blob.digest())).map(Blob::lastUsed).contains(now);

      assertThat(store().delete(blob.digest())).isTrue();
      assertThat(store().delete(blob.digest())).isFalse();

      assertThat(open.readAllBytes()).asString(UTF_8).isEqualTo("abc");
    }
    assertThatThrownBy(() -> store().open(blob.digest())).hasMessageContaining("does not hold");
  }

  @Test
  void takesTheSameContentFromManyAtOnce() throws InterruptedException {
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.startVirtualThread(() -> store().put(content("abc")));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(store().list()).hasSize(1);
  }

  @Test
  void readsByteByByteAsWellAsInBlocks() throws IOException {
    Blob blob = store().put(content("a\u00ffc"));
    try (InputStream content = store().open(blob.digest())) {
      assertThat(content.read()).isEqualTo('a');
      assertThat(content.skip(1)).isEqualTo(1);
      assertThat(content.readAllBytes()).hasSize(2);
      assertThat(content.read()).isEqualTo(-1);
    }
  }

  @Test
  void countsAnEmptyContentAsAContent() throws IOException {
    Blob blob = store().put(content(""));

    assertThat(blob.size()).isZero();
    assertThat(read(store(), blob.digest())).isEmpty();
  }

  @Test
  void refusesToCommitTwiceOrAfterTheEnd() throws IOException {
    BlobWriter writer = store().create();
    try (writer) {
      writer.write('a');
      writer.commit();
      assertThatThrownBy(writer::commit).hasMessageContaining("committed");
    }
    assertThat(store().list()).hasSize(1);
  }

  @Test
  void listsBlobsOnlyWhateverElseLiesInItsFolder() throws IOException {
    Blob blob = store().put(content("abc"));
    Files.writeString(root.resolve("sha256/ba/notes.txt"), "x");
    Files.createDirectories(root.resolve("sha256/zz"));

    assertThat(store().list()).containsExactly(blob);
    assertThat(new BlobStore(root.resolve("none"), Durability.PROCESS, clock).list()).isEmpty();
  }

  @Test
  void saysWhatItCouldNotDo() throws IOException {
    Files.writeString(root.resolve("file"), "x");
    BlobStore store = new BlobStore(root.resolve("file"), Durability.PROCESS, clock);

    assertThatThrownBy(() -> store.put(content("abc")))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MACHINE))
        .hasMessageContaining("write a blob into");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256:",
        "sha256:../../../etc/passwd",
        "sha1:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a/",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void refusesWhatIsNoDigest(String text) {
    assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(SlipwayException.class);
  }

  @Test
  void readsTheTextFormOfADigest() {
    assertThat(Digest.parse("sha256:" + ABC)).hasToString("sha256:" + ABC);
  }

  private BlobStore store() {
    return new BlobStore(root, Durability.PROCESS, clock);
  }

  private Stream<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("tmp"))) {
      return files.toList().stream();
    }
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static String read(BlobStore store, Digest digest) throws IOException {
    try (InputStream content = store.open(digest)) {
      return new String(content.readAllBytes(), UTF_8);
    }
  }
}
