package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @TempDir Path root;
  JobFolders folders;

  @BeforeEach
  void files() {
    folders =
        new JobFolders(
            root.resolve("work"),
            root.resolve("temp"),
            root.resolve("tools"),
            root.resolve("home"));
    for (String path :
        List.of(
            "work/a.txt",
            "work/b.md",
            "work/dist/app.js",
            "work/dist/.cache/x",
            "work/src/main/App.java",
            "work/src/test/AppTest.java",
            "home/.npm/index")) {
      ActionJob.write(root, path, path);
    }
  }

  private List<String> files(String patterns) {
    return files(patterns, Glob.Options.DEFAULT);
  }

  private List<String> files(String patterns, Glob.Options options) {
    return Glob.of(patterns, folders, options).find().stream()
        .filter(Files::isRegularFile)
        .map(file -> root.relativize(file).toString())
        .toList();
  }

  @Test
  void findsByNameAndByWildcard() {
    assertThat(files("a.txt")).containsExactly("work/a.txt");
    assertThat(files("*.md")).containsExactly("work/b.md");
    assertThat(files("**/*.java"))
        .containsExactly("work/src/main/App.java", "work/src/test/AppTest.java");
    assertThat(files("src/*/App.java")).containsExactly("work/src/main/App.java");
    assertThat(files("[ab].*")).containsExactly("work/a.txt", "work/b.md");
    assertThat(files("[!a].*")).containsExactly("work/b.md");
  }

  @Test
  void takesInEverythingBelowAMatchedFolder() {
    assertThat(files("dist")).containsExactly("work/dist/.cache/x", "work/dist/app.js");
    assertThat(files("dist/")).containsExactly("work/dist/.cache/x", "work/dist/app.js");
    assertThat(files("dist", new Glob.Options(true, false, true))).isEmpty();
  }

  @Test
  void laterLinesTakeFilesOutAndInAgain() {
    assertThat(files("**\n!dist\n!src")).containsExactly("work/a.txt", "work/b.md");
    assertThat(files("**\n!**/*.java\n**/AppTest.java")).contains("work/src/test/AppTest.java");
    assertThat(files("# nothing\n\n!a.txt")).isEmpty();
  }

  @Test
  void leavesHiddenFilesOutWhenAsked() {
    assertThat(files("dist", new Glob.Options(true, true, false)))
        .containsExactly("work/dist/app.js");
  }

  @Test
  void knowsTheHomeFolderAndAbsolutePaths() {
    assertThat(files("~/.npm")).containsExactly("home/.npm/index");
    assertThat(files(root + "/work/a.txt")).containsExactly("work/a.txt");
  }

  @Test
  void followsLinksButNotInCircles() throws Exception {
    Files.createSymbolicLink(root.resolve("work/src/loop"), root.resolve("work/src"));
    Files.createSymbolicLink(root.resolve("work/broken"), root.resolve("gone"));

    assertThat(files("src/**")).hasSize(2);
    assertThat(files("broken")).isEmpty();
  }

  @Test
  void refusesDotsInTheMiddle() {
    assertThatThrownBy(() -> files("dist/../a.txt"))
        .hasMessage(
            "Invalid pattern 'dist/../a.txt'. Relative pathing '.' and '..' is not allowed.");
  }

  @Test
  void searchesFromTheLiteralPartWithoutNestedOnes() {
    Glob glob = Glob.of("dist/*.js\ndist/css/**\nsrc/main", folders, Glob.Options.DEFAULT);

    assertThat(glob.searchPaths())
        .containsExactly(root.resolve("work/dist"), root.resolve("work/src/main"));
  }

  @Test
  void hashesContentsIndependentOfWhereTheWorkspaceIs() {
    String hash = HashFiles.of(folders, List.of("**/*.java"), false);

    // SHA-256 over the binary SHA-256 digests of both files, in order of their paths.
    var whole = Digests.sha256();
    whole.update(Digests.bytesOf(root.resolve("work/src/main/App.java")));
    whole.update(Digests.bytesOf(root.resolve("work/src/test/AppTest.java")));
    assertThat(hash).isEqualTo(Digests.hex(whole));
    assertThat(HashFiles.of(folders, List.of("*.none"), false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*.js, app.js, true",
    "*.js, .js, true",
    "*, '', false",
    "a?c, abc, true",
    "a?c, ac, false",
    "[a-c]x, bx, true",
    "[^a-c]x, bx, false",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "a[*]b, a*b, true",
    "*a*b*, xxaxxbxx, true",
    "a[b, a[b, true",
    "'{a,b}', a, false"
  })
  void matchesOneSegment(String pattern, String name, boolean expected) {
    assertThat(Wildcard.matches(pattern, name)).isEqualTo(expected);
  }

  @Test
  void manyStarsDoNotTakeForever() {
    assertThat(Wildcard.matches("*a".repeat(50) + "*b", "a".repeat(5000))).isFalse();
  }
}
