package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptOutputTest {
  @TempDir Path folder;

  @Test
  void beginsWithTheLastLines() throws IOException {
    write("output.log", "a\nb\nc\n");

    assertThat(all(2)).isEqualTo("b\nc\n");
    assertThat(all(3)).isEqualTo("a\nb\nc\n");
    assertThat(all(100)).isEqualTo("a\nb\nc\n");
    assertThat(all(0)).isEmpty();
  }

  @Test
  void countsALineThatHasNotEnded() throws IOException {
    write("output.log", "a\nb\nc");

    assertThat(all(1)).isEqualTo("c");
    assertThat(all(2)).isEqualTo("b\nc");
  }

  @Test
  void goesBackIntoOlderFilesWhereverTheyWereCut() throws IOException {
    write("output.log.2", "a\nb\n");
    write("output.log.1", "c\nd");
    write("output.log", "d\ne\n");

    assertThat(all(1)).isEqualTo("e\n");
    assertThat(all(2)).isEqualTo("dd\ne\n");
    assertThat(all(3)).isEqualTo("c\ndd\ne\n");
    assertThat(all(4)).isEqualTo("b\nc\ndd\ne\n");
    assertThat(all(5)).isEqualTo("a\nb\nc\ndd\ne\n");
  }

  @Test
  void findsLinesInLargeFiles() throws IOException {
    write("output.log", ("x".repeat(99) + "\n").repeat(5_000));

    assertThat(all(2_000)).hasSize(200_000);
  }

  @Test
  void followsAcrossAChangeOfTheFile() throws IOException {
    write("output.log", "a\n");
    try (KeptOutput output = KeptOutput.last(folder, 0)) {
      write("output.log", "b\n");
      assertThat(text(output.read())).isEqualTo("b\n");
      write("output.log", "c\n");
      rotate();
      write("output.log", "d\n");

      assertThat(text(output.read())).isEqualTo("c\n");
      assertThat(text(output.read())).isEqualTo("d\n");
      assertThat(output.read()).isEmpty();
    }
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws IOException {
    try (KeptOutput output = KeptOutput.last(folder, 10)) {
      assertThat(output.read()).isEmpty();
      write("output.log", "a\n");

      assertThat(text(output.read())).isEqualTo("a\n");
    }
  }

  @Test
  void goesOnWithTheOldestFileWhenItsOwnIsGone() throws IOException {
    write("output.log", "a\n");
    try (KeptOutput output = KeptOutput.last(folder, 10)) {
      assertThat(text(output.read())).isEqualTo("a\n");
      Files.delete(folder.resolve("output.log"));
      write("output.log.1", "b\n");
      write("output.log", "c\n");

      assertThat(text(output.read())).isEqualTo("b\n");
      assertThat(text(output.read())).isEqualTo("c\n");
    }
  }

  private String all(int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    try (KeptOutput output = KeptOutput.last(folder, lines)) {
      for (byte[] bytes = output.read(); bytes.length > 0; bytes = output.read()) {
        text.append(text(bytes));
      }
    }
    return text.toString();
  }

  private void rotate() throws IOException {
    Files.move(folder.resolve("output.log"), folder.resolve("output.log.1"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
