package dev.slipway.deliver.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import dev.slipway.store.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerArchiveTest {
  @TempDir Path folder;
  private BlobStore blobs;

  @BeforeEach
  void open() {
    blobs =
        new BlobStore(
            folder.resolve("blobs"), BlobStore.Durability.PROCESS, InstantSource.system());
  }

  private Path tree(String name, Instant changed) throws IOException {
    Path root = folder.resolve(name);
    Files.createDirectories(root.resolve("a/empty"));
    Files.writeString(root.resolve("a/plain.txt"), "text");
    Files.writeString(root.resolve("x".repeat(120) + "é.txt"), "a long name");
    Path program = Files.writeString(root.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(root.resolve("link"), Path.of("a/plain.txt"));
    Files.setLastModifiedTime(program, FileTime.from(changed));
    return root;
  }

  private Layer pack(Path root) throws IOException {
    return LayerArchive.pack(root, FileTree.list(root), "", blobs);
  }

  private Path unpack(Layer layer) throws IOException {
    Path target = Files.createDirectories(folder.resolve("unpacked"));
    try (InputStream archive = blobs.open(layer.archive())) {
      LayerArchive.unpack(archive, target);
    }
    return target;
  }

  @Test
  void equalTreesOfDifferentTimesMakeEqualArchives() throws IOException {
    Layer first = pack(tree("first", Instant.parse("2020-01-01T00:00:00Z")));
    Layer second = pack(tree("second", Instant.parse("2026-01-01T00:00:00Z")));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void unpacksWhatItPacked() throws IOException {
    Path source = tree("tree", Instant.EPOCH);

    Path target = unpack(pack(source));

    assertThat(FileTree.list(target)).isEqualTo(FileTree.list(source));
    assertThat(target.resolve("a/plain.txt")).hasContent("text");
    assertThat(target.resolve("run.sh")).isExecutable();
    assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(Path.of("a/plain.txt"));
  }

  @Test
  void anotherModeIsAnotherArchive() throws IOException {
    Path root = Files.createDirectories(folder.resolve("tree"));
    Path file = Files.writeString(root.resolve("run.sh"), "#!/bin/sh\n");
    Layer plain = pack(root);

    assertThat(file.toFile().setExecutable(true)).isTrue();

    assertThat(pack(root).archive()).isNotEqualTo(plain.archive());
  }

  @Test
  void refusesNamesThatLeaveTheFolder() throws IOException {
    byte[] archive = archive("../outside.txt");

    assertThatThrownBy(() -> LayerArchive.unpack(new ByteArrayInputStream(archive), folder))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("../outside.txt");
  }

  @Test
  void refusesToWriteThroughALinkOfTheArchive() throws IOException {
    Path target = Files.createDirectories(folder.resolve("target"));
    byte[] archive = archive("link -> " + folder, "link/outside.txt");

    assertThatThrownBy(() -> LayerArchive.unpack(new ByteArrayInputStream(archive), target))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("link/outside.txt");
    assertThat(folder.resolve("outside.txt")).doesNotExist();
  }

  @Test
  void damagedArchiveIsNotUnpacked() throws IOException {
    Layer layer = pack(tree("tree", Instant.EPOCH));
    String hex = layer.archive().hex();
    Path blob = folder.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length - 1] ^= 1;
    Files.write(blob, bytes);

    assertThatThrownBy(() -> unpack(layer))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("is damaged");
  }

  private static byte[] archive(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String entry : entries) {
        String[] parts = entry.split(" -> ", 2);
        if (parts.length == 2) {
          TarArchiveEntry link = new TarArchiveEntry(parts[0], TarConstants.LF_SYMLINK);
          link.setLinkName(parts[1]);
          tar.putArchiveEntry(link);
        } else {
          TarArchiveEntry file = new TarArchiveEntry(entry, true);
          file.setSize(1);
          tar.putArchiveEntry(file);
          tar.write("x".getBytes(StandardCharsets.UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
