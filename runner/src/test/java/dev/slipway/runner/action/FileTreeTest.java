package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir Path root;

  @Test
  void removesLinksAndNotWhatTheyLeadTo() throws Exception {
    Path precious = ActionJob.write(root, "precious/file", "text");
    Path tree = FileTree.create(root.resolve("tree/inner"));
    Files.createSymbolicLink(tree.resolve("link"), precious.getParent());

    FileTree.delete(root.resolve("tree"));

    assertThat(root.resolve("tree")).doesNotExist();
    assertThat(precious).exists();
  }

  @Test
  void removingNothingIsFine() {
    FileTree.delete(root.resolve("gone"));
  }

  @Test
  void emptiesAFolderAndKeepsIt() {
    ActionJob.write(root, "folder/a/b", "x");
    ActionJob.write(root, "folder/.hidden", "x");

    FileTree.deleteContents(root.resolve("folder"));

    assertThat(root.resolve("folder")).isEmptyDirectory();
    assertThat(FileTree.isEmpty(root.resolve("folder"))).isTrue();
  }

  @Test
  void saysWhatItCouldNotDoAndWhere() {
    ActionJob.write(root, "file", "x");

    assertThatThrownBy(() -> FileTree.create(root.resolve("file/inner")))
        .isInstanceOf(SlipwayException.class)
        .hasMessageStartingWith("Cannot make the folder " + root.resolve("file/inner"));
  }
}
