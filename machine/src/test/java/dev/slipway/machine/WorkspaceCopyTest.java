package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceCopyTest {
  private static final Person PILOT = new Person("Pilot", "pilot@example.org");
  private static final Instant WHEN = Instant.parse("2026-03-01T10:15:30Z");

  @TempDir Path folder;

  private Path source;
  private Path target;
  private Git git;

  @BeforeEach
  void commit() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    target = folder.resolve("target");
    git = Git.initialise(source, "main");
    write("README.md", "hello");
    write("src/deep/er/code.py", "print()");
    write(".gitignore", "node_modules/\n*.log\n");
    write("run.sh", "#!/bin/sh\necho ran\n");
    Files.setPosixFilePermissions(
        source.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(source.resolve("link"), Path.of("src/deep"));
    Files.createSymbolicLink(source.resolve("dangling"), Path.of("/nowhere/at/all"));
    git.commitAll("one", PILOT, WHEN);
    GitCommand.run(source, "tag", "v1.0");
    GitCommand.run(source, "branch", "other");
    GitCommand.run(source, "remote", "add", "origin", "https://example.org/octo/cat.git");
  }

  @Test
  void neverPushesToTheRemotesOfTheOriginal() throws IOException {
    WorkspaceCopy.make(git, target);

    assertThat(GitCommand.run(target, "remote", "get-url", "--push", "origin"))
        .startsWith("a-local-run-never-pushes://");
    assertThat(GitCommand.run(target, "remote", "get-url", "origin"))
        .startsWith("https://example.org/octo/cat.git");
  }

  @Test
  void holdsTrackedAndUnignoredFilesAsTheyAreNow() throws IOException {
    write("README.md", "changed, not committed");
    write("new.txt", "untracked");
    write("node_modules/x/index.js", "ignored");
    write("debug.log", "ignored");
    write(".slipway/state", "ours");
    Files.delete(source.resolve("src/deep/er/code.py"));

    WorkspaceCopy copy = WorkspaceCopy.make(git, target);

    assertThat(target.resolve("README.md")).hasContent("changed, not committed");
    assertThat(target.resolve("new.txt")).hasContent("untracked");
    assertThat(target.resolve("node_modules")).doesNotExist();
    assertThat(target.resolve("debug.log")).doesNotExist();
    assertThat(target.resolve(".slipway")).doesNotExist();
    assertThat(target.resolve("src/deep/er/code.py")).doesNotExist();
    assertThat(copy.files()).isEqualTo(6);
    assertThat(copy.bytes()).isPositive();
  }

  @Test
  void keepsLinksPermissionsAndTimes() throws IOException {
    FileTime time = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));
    Files.setLastModifiedTime(source.resolve("README.md"), time);
    byte[] large = new byte[3 << 20];
    large[12345] = 7;
    Files.write(source.resolve("large.bin"), large);

    WorkspaceCopy.make(git, target);

    assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(Path.of("src/deep"));
    assertThat(Files.readSymbolicLink(target.resolve("dangling")))
        .isEqualTo(Path.of("/nowhere/at/all"));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("run.sh"))))
        .isEqualTo("rwxr-x---");
    assertThat(Files.getLastModifiedTime(target.resolve("README.md"))).isEqualTo(time);
    assertThat(target.resolve("large.bin")).hasBinaryContent(large);
  }

  @Test
  void isARepositoryOfItsOwn() throws IOException {
    write("README.md", "changed");
    write("new.txt", "untracked");

    WorkspaceCopy.make(git, target);

    assertThat(GitCommand.run(target, "log", "--format=%s")).isEqualTo("one");
    assertThat(GitCommand.run(target, "status", "--porcelain"))
        .isEqualTo("M README.md\n?? new.txt");
    assertThat(GitCommand.run(target, "describe", "--tags")).isEqualTo("v1.0");
    assertThat(GitCommand.run(target, "branch", "--format=%(refname:short)"))
        .isEqualTo("main\nother");
    assertThat(GitCommand.run(target, "remote", "get-url", "origin"))
        .isEqualTo("https://example.org/octo/cat.git");
    assertThat(GitCommand.run(target, "fsck", "--connectivity-only")).isEmpty();
  }

  @Test
  void whatAStepDoesStaysInTheCopy() throws IOException {
    Files.writeString(source.resolve(".git/hooks/pre-commit"), "#!/bin/sh\nexit 1\n");
    assertThat(source.resolve(".git/hooks/pre-commit").toFile().setExecutable(true)).isTrue();
    List<String> before = listing(source);

    WorkspaceCopy.make(git, target);
    Files.writeString(target.resolve("README.md"), "a step was here");
    GitCommand.run(target, "commit", "-qam", "by a step");
    GitCommand.run(target, "checkout", "-q", "-b", "mine");
    GitCommand.run(target, "tag", "-f", "v1.0");
    GitCommand.run(target, "branch", "-D", "other");
    GitCommand.run(target, "gc", "-q", "--prune=now");

    assertThat(source.resolve("README.md")).hasContent("hello");
    assertThat(GitCommand.run(source, "log", "--format=%s", "--all")).isEqualTo("one");
    assertThat(GitCommand.run(source, "status", "--porcelain")).isEmpty();
    assertThat(listing(source)).containsExactlyElementsOf(before);
  }

  @Test
  void copiesALinkedWorkingTree() throws IOException {
    Path linked = folder.resolve("linked");
    GitCommand.run(source, "worktree", "add", "-q", "-b", "feature", linked.toString());
    Files.writeString(linked.resolve("README.md"), "feature");

    WorkspaceCopy.make(Git.find(linked).orElseThrow(), target);

    assertThat(GitCommand.run(target, "branch", "--show-current")).isEqualTo("feature");
    assertThat(GitCommand.run(target, "status", "--porcelain")).isEqualTo("M README.md");
  }

  @Test
  void copiesARepositoryWhoseConfigurationNamesItsPlace() throws IOException {
    GitCommand.run(source, "config", "core.worktree", source.toString());
    write("README.md", "changed");

    WorkspaceCopy.make(git, target);

    assertThat(GitCommand.run(target, "rev-parse", "--show-toplevel"))
        .isEqualTo(target.toRealPath().toString());
    assertThat(GitCommand.run(target, "status", "--porcelain")).isEqualTo("M README.md");
  }

  @Test
  void copiesARepositoryWithoutACommit() throws IOException {
    Path fresh = Files.createDirectories(folder.resolve("fresh"));
    Git empty = Git.initialise(fresh, "main");
    Files.writeString(fresh.resolve("a.txt"), "a");

    WorkspaceCopy.make(empty, target);

    assertThat(target.resolve("a.txt")).hasContent("a");
    assertThat(GitCommand.run(target, "status", "--porcelain")).isEqualTo("?? a.txt");
  }

  @Test
  void doesNotFollowAFolderThatBecameALink() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/er"));
    Files.writeString(elsewhere.resolve("code.py"), "not of this tree");
    Folders.delete(source.resolve("src/deep"));
    Files.createSymbolicLink(source.resolve("src/deep"), folder.resolve("elsewhere"));

    WorkspaceCopy.make(git, target);

    assertThat(Files.isSymbolicLink(target.resolve("src/deep"))).isTrue();
    assertThat(elsewhere.resolve("code.py")).hasContent("not of this tree");
    assertThat(GitCommand.run(target, "status", "--porcelain"))
        .isEqualTo("D src/deep/er/code.py\n?? src/deep");
  }

  @Test
  void copiesATreeInTheMiddleOfAConflict() throws IOException {
    GitCommand.run(source, "checkout", "-q", "other");
    write("README.md", "theirs");
    git.commitAll("theirs", PILOT, WHEN);
    GitCommand.run(source, "checkout", "-q", "main");
    write("README.md", "ours");
    git.commitAll("ours", PILOT, WHEN);
    assertThat(GitCommand.succeeds(source, "merge", "-q", "other")).isFalse();

    WorkspaceCopy copy = WorkspaceCopy.make(git, target);

    assertThat(target.resolve("README.md")).content().contains("<<<<<<<");
    assertThat(copy.files()).isEqualTo(6);
  }

  @Test
  void leavesSubmodulesAndRepositoriesInsideEmpty() throws IOException {
    Path inner = Files.createDirectories(source.resolve("inner"));
    Git.initialise(inner, "main");
    Files.writeString(inner.resolve("x.txt"), "x");
    GitCommand.run(
        source,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        source.toString(),
        "module");
    GitCommand.run(source, "commit", "-qm", "a submodule");

    WorkspaceCopy.make(git, target);

    assertThat(target.resolve("module")).isEmptyDirectory();
    assertThat(target.resolve("inner/x.txt")).doesNotExist();
  }

  @Test
  void copiesAFolderThatIsInNoRepository() throws IOException {
    Path plain = Files.createDirectories(folder.resolve("plain/sub"));
    Files.writeString(plain.resolve("a.txt"), "a");
    Path inside = folder.resolve("plain/copy");

    WorkspaceCopy copy = WorkspaceCopy.ofFolder(folder.resolve("plain"), inside);

    assertThat(inside.resolve("sub/a.txt")).hasContent("a");
    assertThat(copy.files()).isEqualTo(1);
  }

  private void write(String name, String text) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /**
   * Every file below a folder with a sum of its content. Times do not count: git touches an object
   * it finds instead of writing it again.
   */
  private static List<String> listing(Path folder) throws IOException {
    List<String> listing = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted().toList()) {
        if (Files.isRegularFile(path) && !path.endsWith("index")) {
          listing.add(path + " " + Arrays.hashCode(Files.readAllBytes(path)));
        }
      }
    }
    return listing;
  }
}
