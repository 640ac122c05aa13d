package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTreeTest {
  @TempDir Path workspace;
  private SourceTree tree;

  @BeforeEach
  void plant() throws IOException {
    Files.createDirectories(workspace.resolve("src/deep"));
    Files.writeString(workspace.resolve("src/deep/a.c"), "");
    Files.writeString(workspace.resolve("top.c"), "");
    tree = new SourceTree(workspace, "Harbor/Web");
  }

  @ParameterizedTest
  @CsvSource({
    "top.c,,top.c",
    "./src/../top.c,,top.c",
    "src/deep/a.c,,src/deep/a.c",
    "a.c,src/deep/x.proj,src/deep/a.c",
    "deep/a.c,src/x.proj,src/deep/a.c",
    "../top.c,src/x.proj,top.c",
    "top.c,x.proj,top.c"
  })
  void findsFilesOfTheRepository(String file, String fromPath, String expected) {
    assertThat(tree.find(file, fromPath == null ? "" : fromPath)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "none.c", "src", "../top.c", "/etc/passwd", "a\0b", "."})
  void dropsWhatIsNoFileOfTheRepository(String file) {
    assertThat(tree.find(file, "")).isEmpty();
  }

  @Test
  void dropsPathsFromOutside() {
    assertThat(tree.find("passwd", "/etc/x.proj")).isEmpty();
    assertThat(tree.find("top.c", "a\0b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/harbor/web, a.c",
    "https://github.com/harbor/web.git, a.c",
    "git@github.com:Harbor/Web.git, a.c",
    "ssh://git@host:2222/harbor/web, a.c",
    "https://github.com/harbor/web-site,",
    "https://github.com/other-harbor/web,"
  })
  void nestedCheckoutCountsWhenItIsTheSameRepository(String url, String expected)
      throws IOException {
    Path config = workspace.resolve("src/deep/.git/config");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "[remote \"origin\"]\n  url = " + url + "\n");

    assertThat(tree.find("src/deep/a.c", "").orElse(null)).isEqualTo(expected);
  }

  @Test
  void remembersOnlySomeFolders() throws IOException {
    for (int number = 0; number < 250; number++) {
      Path folder = Files.createDirectories(workspace.resolve("many/" + number));
      Files.writeString(folder.resolve("f"), "");
      assertThat(tree.find("many/" + number + "/f", "")).contains("many/" + number + "/f");
    }
  }

  @Test
  void shortensPathsBelowTheWorkspaceOnly() {
    assertThat(tree.shorten(workspace + "/src/x.js")).isEqualTo("src/x.js");
    assertThat(tree.shorten(workspace + "/src/../y.js")).isEqualTo("y.js");
    assertThat(tree.shorten("src/x.js")).isEqualTo("src/x.js");
    assertThat(tree.shorten("/usr/x.js")).isEqualTo("/usr/x.js");
    assertThat(tree.shorten(workspace.toString())).isEqualTo(workspace.toString());
    assertThat(tree.shorten(workspace + "-other/x")).isEqualTo(workspace + "-other/x");
    assertThat(tree.shorten("/a\0b")).isEqualTo("/a\0b");
  }
}
