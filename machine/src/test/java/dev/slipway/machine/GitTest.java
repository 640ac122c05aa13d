package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitTest {
  private static final Person PILOT = new Person("Pilot", "pilot@example.org");
  private static final Instant WHEN = Instant.parse("2026-03-01T10:15:30Z");

  @TempDir Path folder;

  private Git git;

  @BeforeEach
  void initialise() {
    git = Git.initialise(folder, "main");
  }

  @Test
  void findsTheRepositoryAroundAFolder() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("a/b"));

    assertThat(Git.find(inside).orElseThrow().root()).isEqualTo(folder);
    assertThat(Git.find(Path.of("/"))).isEmpty();
  }

  @Test
  void listsTheCommitsThatOneHasAndTheOtherHasNot() throws IOException {
    write("a.txt", "1");
    String first = git.commitAll("one", PILOT, WHEN);
    write("a.txt", "2");
    git.commitAll("two\n\nwith a body", PILOT, WHEN);
    write("a.txt", "3");
    String third = git.commitAll("three", PILOT, WHEN);

    assertThat(git.commits(first, third, 10))
        .extracting(Commit::subject)
        .containsExactly("three", "two");
    assertThat(git.commits(first, third, 1)).extracting(Commit::id).containsExactly(third);
    assertThat(git.commits(third, first, 10)).isEmpty();
    assertThat(git.commits("0123456789", third, 10)).isEmpty();
    assertThat(git.commits("--output=x", third, 10)).isEmpty();
  }

  @Test
  void knowsTheCommitItsBranchAndItsTags() throws IOException {
    write("a.txt", "1");
    String id = git.commitAll("Subject line\n\nBody, with żółć\n", PILOT, WHEN);
    run("tag", "v1.0");
    run("tag", "-m", "annotated", "v1.1");
    run("branch", "other");

    Head head = git.head().orElseThrow();

    assertThat(head.commit().id()).isEqualTo(id).hasSize(40);
    assertThat(head.commit().tree()).hasSize(40);
    assertThat(head.commit().author()).isEqualTo(PILOT);
    assertThat(head.commit().committer()).isEqualTo(PILOT);
    assertThat(head.commit().committed()).isEqualTo(WHEN);
    assertThat(head.commit().subject()).isEqualTo("Subject line");
    assertThat(head.commit().message()).isEqualTo("Subject line\n\nBody, with żółć");
    assertThat(head.branch()).contains("main");
    assertThat(head.tags()).containsExactlyInAnyOrder("v1.0", "v1.1");
  }

  @Test
  void hasNoHeadBeforeTheFirstCommit() {
    assertThat(git.head()).isEmpty();
    assertThat(git.facts()).isEqualTo(new GitFacts(Optional.empty(), "main", Optional.empty()));
  }

  @Test
  void hasNoBranchWhenDetached() throws IOException {
    write("a.txt", "1");
    String id = git.commitAll("one", PILOT, WHEN);
    run("checkout", "-q", "--detach", id);

    assertThat(git.head().orElseThrow().branch()).isEmpty();
  }

  @Test
  void takesTheTrunkFromTheRemoteElseFromTheUsualNames() throws IOException {
    write("a.txt", "1");
    git.commitAll("one", PILOT, WHEN);
    run("branch", "-m", "main", "trunk");
    run("branch", "zeta");
    assertThat(git.defaultBranch()).isEqualTo("trunk");

    run("update-ref", "refs/remotes/origin/release/next", "HEAD");
    run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/release/next");

    assertThat(git.defaultBranch()).isEqualTo("release/next");
  }

  @Test
  void listsTrackedAndUnignoredFiles() throws IOException {
    write("tracked.txt", "1");
    write(".gitignore", "node_modules/\n*.log\n");
    git.commitAll("one", PILOT, WHEN);
    write("new file \"ü\".txt", "2");
    write("node_modules/x/index.js", "3");
    write("debug.log", "4");

    assertThat(git.files())
        .containsExactlyInAnyOrder("tracked.txt", ".gitignore", "new file \"ü\".txt");
  }

  @Test
  void knowsWhetherTheTreeIsClean() throws IOException {
    write("a.txt", "1");
    git.commitAll("one", PILOT, WHEN);
    assertThat(git.isClean()).isTrue();

    write("b.txt", "2");

    assertThat(git.isClean()).isFalse();
  }

  @Test
  void tellsWhatChangedBetweenCommits() throws IOException {
    write("kept.txt", "1");
    write("old.txt", "a long enough text to be seen as renamed");
    String one = git.commitAll("one", PILOT, WHEN);
    Files.move(folder.resolve("old.txt"), folder.resolve("new.txt"));
    write("dir/added.txt", "2");
    String two = git.commitAll("two", PILOT, WHEN);

    assertThat(git.changedPaths(one, two))
        .containsExactlyInAnyOrder("old.txt", "new.txt", "dir/added.txt");
    assertThat(git.mergeBase(one, two)).contains(one);
    assertThat(git.mergeBase(one, "0".repeat(40))).isEmpty();
    assertThatThrownBy(() -> git.changedPaths("nowhere", two))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void runsNoHookOfTheRepository() throws IOException {
    Path hook = folder.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\ntouch hooked\nexit 1\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    run("config", "core.fsmonitor", "touch monitored; false");
    write("a.txt", "1");

    git.commitAll("one", PILOT, WHEN);

    assertThat(git.isClean()).isTrue();
    assertThat(folder.resolve("hooked")).doesNotExist();
    assertThat(folder.resolve("monitored")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/octo/cat.git, octo, cat",
    "https://user:token@git.example.org:8443/octo/cat, octo, cat",
    "git@github.com:octo/cat.git, octo, cat",
    "ssh://git@host:22/group/sub/cat.git/, sub, cat",
    "/srv/git/octo/cat.git, octo, cat"
  })
  void namesTheRemoteRepository(String url, String owner, String name) {
    run("remote", "add", "origin", url);

    assertThat(git.remote()).contains(new RepositoryName(owner, name));
    assertThat(git.facts().remote().orElseThrow()).hasToString(owner + "/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cat", "/cat", "https://"})
  void namesNoRepositoryWithoutAnOwner(String url) {
    assertThat(RepositoryName.ofUrl(url)).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void run(String... arguments) {
    GitCommand.run(folder, arguments);
  }
}
