package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchivesTest {
  @TempDir Path folder;

  @Test
  void unpacksInJavaWhatTarUnpacks() throws IOException {
    byte[] archive = archive("bin/program", "lib/library.so.1", "lib/library.so");
    Path withTar = Files.createDirectory(folder.resolve("tar"));
    Path inJava = Files.createDirectory(folder.resolve("java"));

    Archives.unpackTarXz(new ByteArrayInputStream(archive), withTar);
    Archives.unpackInJava(new ByteArrayInputStream(archive), inJava);

    for (Path place : new Path[] {withTar, inJava}) {
      assertThat(place.resolve("bin/program")).isExecutable().hasContent("bin/program");
      assertThat(Files.isExecutable(place.resolve("lib/library.so.1"))).isFalse();
      assertThat(Files.readSymbolicLink(place.resolve("lib/library.so")))
          .isEqualTo(Path.of("library.so.1"));
    }
    assertThat(folder.resolve("tar.txz")).doesNotExist();
  }

  @Test
  void refusesAPathOutsideItsFolder() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    byte[] archive = archive("../outside");

    assertThatThrownBy(() -> Archives.unpackInJava(new ByteArrayInputStream(archive), inside))
        .isInstanceOfSatisfying(
            SlipwayException.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.REFUSED))
        .hasMessageContaining("../outside");
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  private static byte[] archive(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
      for (String name : names) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        boolean link = name.endsWith(".so");
        TarArchiveEntry entry =
            link
                ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(name, true);
        entry.setLinkName(link ? "library.so.1" : "");
        entry.setSize(link ? 0 : content.length);
        entry.setMode(name.startsWith("bin") ? 0755 : 0644);
        tar.putArchiveEntry(entry);
        if (!link) {
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
