package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheArchiveTest {
  @TempDir Path root;
  ActionJob job;
  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  TarArchiveOutputStream tar;

  @BeforeEach
  void open() {
    job = new ActionJob(root);
    tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());
  }

  private void unpack() throws IOException {
    tar.close();
    new CacheArchive(new JobPlaces(job.folders))
        .unpack(
            () -> new ByteArrayInputStream(bytes.toByteArray()),
            List.of(job.folders.workspace().resolve("deps")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workspace/deps/../../../outside",
        "workspace/../outside",
        "/outside",
        "elsewhere/x",
        "workspace/other/x",
        "workspace/depsx/x",
        "home/.bashrc"
      })
  void refusesHostileNamesBeforeWritingAnything(String name) throws Exception {
    file("workspace/deps/good", "good");
    file(name, "bad");

    assertThatThrownBy(this::unpack)
        .isInstanceOf(SlipwayException.class)
        .hasMessageStartingWith("The archive is refused: ");
    assertThat(job.folders.workspace()).isEmptyDirectory();
    assertThat(root.resolve("outside")).doesNotExist();
  }

  @Test
  void neverWritesThroughALinkOfTheArchive() throws Exception {
    Path victim = FileTree.create(root.resolve("victim"));
    link("workspace/deps/way", victim.toString(), TarConstants.LF_SYMLINK);
    file("workspace/deps/way/out", "bad");

    assertThatThrownBy(this::unpack).hasMessageContaining("symbolic link");
    assertThat(victim).isEmptyDirectory();
  }

  @Test
  void replacesALinkInsteadOfFollowingIt() throws Exception {
    Path victim = ActionJob.write(root, "victim", "mine");
    link("workspace/deps/way", victim.toString(), TarConstants.LF_SYMLINK);
    file("workspace/deps/way", "theirs");

    unpack();

    assertThat(victim).hasContent("mine");
    assertThat(job.folders.workspace().resolve("deps/way")).hasContent("theirs");
  }

  @Test
  void knowsOnlyFilesFoldersAndSymbolicLinks() throws Exception {
    link("workspace/deps/hard", "/etc/passwd", TarConstants.LF_LINK);
    assertThatThrownBy(this::unpack).hasMessageContaining("neither a file");
  }

  @Test
  void knowsNoDevices() throws Exception {
    link("workspace/deps/device", "", TarConstants.LF_CHR);
    assertThatThrownBy(this::unpack).hasMessageContaining("neither a file");
  }

  private void link(String name, String target, byte type) throws IOException {
    var entry = new TarArchiveEntry(name, type);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private void file(String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    var entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
