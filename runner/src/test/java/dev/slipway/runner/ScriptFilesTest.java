package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFilesTest {
  @TempDir Path folder;

  @Test
  void aShorterScriptLeavesNothingOfTheOneBefore() throws IOException {
    ScriptFiles scripts = new ScriptFiles(folder);
    scripts.write("echo a long line\n", ".sh");

    Path file = scripts.write("true\n", ".sh");

    assertThat(file).hasContent("true\n");
  }

  @Test
  void extensionsHaveFilesOfTheirOwn() throws IOException {
    ScriptFiles scripts = new ScriptFiles(folder);

    Path shell = scripts.write("true\n", ".sh");
    Path python = scripts.write("pass\n", ".py");

    assertThat(shell).hasContent("true\n").isNotEqualTo(python);
    assertThat(python.getFileName()).hasToString("step.py");
  }

  @Test
  void doesNotWriteThroughALinkAStepLeft() throws IOException {
    ScriptFiles scripts = new ScriptFiles(folder);
    Path precious = Files.writeString(folder.resolve("precious"), "keep me");
    Path file = scripts.write("true\n", ".sh");
    Files.delete(file);
    Files.createSymbolicLink(file, precious);

    Path next = scripts.write("false\n", ".sh");

    assertThat(precious).hasContent("keep me");
    assertThat(next).hasContent("false\n");
  }

  @Test
  void goesBesideAFolderThatCannotBeRemoved() throws IOException {
    ScriptFiles scripts = new ScriptFiles(folder);
    Path taken = folder.resolve("step.sh");
    Files.createDirectories(taken.resolve("full"));

    Path file = scripts.write("true\n", ".sh");

    assertThat(file).hasContent("true\n").isNotEqualTo(taken);
  }

  @Test
  void comesBackWhenAStepRemovedIt() throws IOException {
    ScriptFiles scripts = new ScriptFiles(folder);
    Files.delete(scripts.write("true\n", ".sh"));

    assertThat(scripts.write("false\n", ".sh")).hasContent("false\n");
  }

  @Test
  void comesBackWhenAStepRemovedItsTemporaryFiles() {
    ScriptFiles scripts = new ScriptFiles(folder.resolve("gone"));

    assertThat(scripts.write("true\n", ".sh")).hasContent("true\n");
  }
}
