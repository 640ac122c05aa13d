package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiscardedFolderTest {
  @TempDir Path parent;

  @Test
  void isNoLongerThereUnderItsName() throws IOException {
    Path folder = filled("job");

    DiscardedFolder.discard(folder);

    assertThat(folder).doesNotExist();
  }

  @Test
  void isGoneSoon() throws IOException, InterruptedException {
    DiscardedFolder.discard(filled("job"));

    awaitEmpty();
  }

  @Test
  void isGoneSoonEvenWithFoldersThatMayNotBeEntered() throws IOException, InterruptedException {
    Path folder = filled("job");
    Files.setPosixFilePermissions(
        folder.resolve("inner"), PosixFilePermissions.fromString("---------"));

    DiscardedFolder.discard(folder);

    awaitEmpty();
  }

  @Test
  void followsNoLink() throws IOException, InterruptedException {
    Path outside = Files.createDirectory(parent.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    Path folder = filled("job");
    Files.createSymbolicLink(folder.resolve("link"), outside);

    DiscardedFolder.discard(folder);

    while (discarded()) {
      Thread.sleep(5);
    }
    assertThat(outside.resolve("kept")).hasContent("kept");
  }

  @Test
  void mayBeMissing() throws IOException {
    DiscardedFolder.discard(parent.resolve("never-there"));

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void isSweptUpWhenItsRemovalWasInterrupted() throws IOException {
    filled(DiscardedFolder.PREFIX + "left");
    Path other = filled("slipway-job-other");

    Reaper.sweep(parent);

    assertThat(parent).isDirectoryNotContaining(path -> !path.equals(other));
  }

  private Path filled(String name) throws IOException {
    Path folder = parent.resolve(name);
    Files.createDirectories(folder.resolve("inner"));
    Files.writeString(folder.resolve("inner/file"), "content");
    return folder;
  }

  private boolean discarded() throws IOException {
    try (var entries = Files.newDirectoryStream(parent, DiscardedFolder.PREFIX + "*")) {
      return entries.iterator().hasNext();
    }
  }

  private void awaitEmpty() throws IOException, InterruptedException {
    while (discarded()) {
      Thread.sleep(5);
    }
    assertThat(parent).isEmptyDirectory();
  }
}
