package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  @TempDir Path folder;
  private Path path;
  private DurableFile file;

  @BeforeEach
  void name() {
    path = folder.resolve("deep/router.state");
    file = new DurableFile(path);
  }

  @Test
  void holdsNothingBeforeTheFirstWrite() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void givesBackWhatWasWrittenLast() {
    file.write(bytes("one"));
    file.write(bytes("two"));

    assertThat(new DurableFile(path).read()).hasValue(bytes("two"));
    assertThat(new DurableFile(file.previous()).read()).hasValue(bytes("one"));
  }

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    file.write(bytes("one"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAFileThatWasCutOff() throws IOException {
    file.write(bytes("one"));
    file.write(bytes("a longer text"));
    byte[] whole = Files.readAllBytes(path);

    for (int length = 0; length < whole.length; length++) {
      Files.write(path, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(file::read)
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOfSatisfying(
              SlipwayException.class,
              fault -> assertThat(fault.code()).isEqualTo(ErrorCode.CORRUPT))
          .hasMessageContaining("mv " + file.previous() + " " + path);
    }
  }

  @Test
  void refusesAFileInWhichOneBitIsWrong() throws IOException {
    file.write(bytes("a text"));
    byte[] whole = Files.readAllBytes(path);

    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(path, damaged);
      assertThatThrownBy(file::read).as("byte %d", at).isInstanceOf(SlipwayException.class);
    }
  }

  @Test
  void saysThatAFileIsGoneInsteadOfStartingEmpty() throws IOException {
    file.write(bytes("one"));
    file.write(bytes("two"));
    Files.delete(path);

    assertThatThrownBy(file::read)
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void writesOverWhatAKilledWriterLeft() throws IOException {
    file.write(bytes("one"));
    Files.writeString(path.resolveSibling("router.state.new"), "half");
    Files.createLink(path.resolveSibling("router.state.previous.new"), path);

    file.write(bytes("two"));

    assertThat(file.read()).hasValue(bytes("two"));
    assertThat(new DurableFile(file.previous()).read()).hasValue(bytes("one"));
    try (var left = Files.list(path.getParent())) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void saysWhyItCannotWrite() throws IOException {
    Files.writeString(folder.resolve("deep"), "a file where a folder should be");

    assertThatThrownBy(() -> file.write(bytes("one")))
        .isInstanceOfSatisfying(
            SlipwayException.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.MACHINE))
        .hasMessageContaining(path.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
