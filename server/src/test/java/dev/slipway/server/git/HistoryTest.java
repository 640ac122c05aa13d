package dev.slipway.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.PushedCommit;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.RepositoryFacts.Change;
import dev.slipway.workflow.RepositoryFacts.ChangeKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository says about a push. */
class HistoryTest {
  private static final String SERVER = "https://ci.example.com";

  @TempDir Path root;
  private HostedGit hosted;
  private GitClient ann;

  @BeforeEach
  void open() throws Exception {
    hosted = HostedGit.withShop(root.resolve("data"));
    ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
    ann.run("remote", "add", "origin", hosted.address(HostedGit.SHOP));
  }

  @AfterEach
  void close() {
    hosted.close();
  }

  private History.PushedHistory pushed(String ref) throws Exception {
    ann.run("push", "-q", "-f", "origin", "HEAD:" + ref);
    return history().pushed(hosted.pushes().getLast().push(), SERVER).orElseThrow();
  }

  private History history() {
    return hosted.repositories.history(HostedGit.SHOP);
  }

  @Test
  void aFirstPushBringsAllFiles() throws Exception {
    ann.file("a.txt", "1").commit("first");
    ann.file("dir/b.txt", "1").commit("second\n\nwith a body");

    History.PushedHistory push = pushed("refs/heads/main");

    assertThat(push.commits())
        .extracting(commit -> commit.commit().message())
        .containsExactly("first", "second\n\nwith a body");
    assertThat(push.facts().changes().orElseThrow())
        .containsExactly(
            new Change("a.txt", ChangeKind.ADDED), new Change("dir/b.txt", ChangeKind.ADDED));
    assertThat(push.facts().server()).isEqualTo(SERVER);
    assertThat(push.facts().head().author().email()).isEqualTo("ann@example.com");
  }

  @Test
  void aPushIsComparedWithWhatTheBranchWas() throws Exception {
    ann.file("a.txt", "1").file("b.txt", "1").commit("first");
    pushed("refs/heads/main");
    ann.file("a.txt", "2").commit("second");
    ann.run("rm", "-q", "b.txt");
    ann.file("c.txt", "1").commit("third");

    History.PushedHistory push = pushed("refs/heads/main");

    assertThat(push.facts().changedPaths().orElseThrow())
        .containsExactly("a.txt", "b.txt", "c.txt");
    assertThat(push.commits().getLast().changes())
        .containsExactly(
            new Change("b.txt", ChangeKind.REMOVED), new Change("c.txt", ChangeKind.ADDED));
    assertThat(push.forced()).isFalse();
  }

  @Test
  void aNewBranchIsComparedWithTheParentOfTheOldestCommitItBrings() throws Exception {
    ann.file("a.txt", "1").commit("first");
    pushed("refs/heads/main");
    ann.file("b.txt", "1").commit("second");
    ann.file("c.txt", "1").commit("third");

    History.PushedHistory push = pushed("refs/heads/feature");

    assertThat(push.commits()).hasSize(2).allMatch(PushedCommit::distinct);
    assertThat(push.facts().changedPaths().orElseThrow()).containsExactly("b.txt", "c.txt");
    assertThat(push.facts().before()).isEqualTo(RepositoryFacts.NO_COMMIT);
  }

  @Test
  void aNewBranchWithoutNewCommitsIsComparedWithNothing() throws Exception {
    ann.file("a.txt", "1").commit("first");
    pushed("refs/heads/main");

    History.PushedHistory push = pushed("refs/heads/same");

    assertThat(push.commits()).isEmpty();
    assertThat(push.facts().changes()).isEmpty();
  }

  @Test
  void knowsAForcedPushAndCommitsThatOtherBranchesHave() throws Exception {
    ann.file("a.txt", "1").commit("first");
    pushed("refs/heads/main");
    ann.file("a.txt", "2").commit("second");
    pushed("refs/heads/main");
    pushed("refs/heads/other");
    ann.run("reset", "-q", "--hard", "HEAD~1");
    ann.file("a.txt", "3").commit("another second");

    assertThat(pushed("refs/heads/main").forced()).isTrue();

    ann.run("merge", "-q", "-s", "ours", "origin/other", "-m", "joined");
    assertThat(pushed("refs/heads/main").commits())
        .extracting(PushedCommit::distinct)
        .contains(true, false);
  }

  @Test
  void aTagPointsToItsCommitEvenWhenItIsAnObjectOfItsOwn() throws Exception {
    String commit = ann.file("a.txt", "1").commit("first");
    ann.run("tag", "-a", "v1", "-m", "one");
    ann.run("push", "-q", "origin", "v1");

    assertThat(history().commit("refs/tags/v1")).contains(commit);
    assertThat(
            history().pushed(hosted.pushes().getLast().push(), SERVER).orElseThrow().facts().sha())
        .isEqualTo(commit);
  }

  @Test
  void aTagOfAFileBringsNoCommit() throws Exception {
    ann.file("a.txt", "1").commit("first");
    ann.run("push", "-q", "origin", ann.run("rev-parse", "HEAD:a.txt") + ":refs/tags/file");

    assertThat(history().pushed(hosted.pushes().getLast().push(), SERVER)).isEmpty();
  }

  @Test
  void readsTheFilesOfAFolderAndNothingBelow() throws Exception {
    ann.file(".github/workflows/a.yml", "on: push")
        .file(".github/workflows/deep/b.yml", "on: push")
        .file(".github/other.yml", "x")
        .file("z.yml", "x");
    java.nio.file.Files.createSymbolicLink(
        ann.folder().resolve(".github/workflows/link.yml"), Path.of("a.yml"));
    String commit = ann.commit("first");
    pushed("refs/heads/main");

    assertThat(history().texts(commit, ".github/workflows"))
        .containsOnlyKeys(".github/workflows/a.yml");
    assertThat(history().texts(commit, "nowhere")).isEmpty();
  }

  @Test
  void doesNotFindWhatIsNotThere() {
    assertThat(history().commit("refs/heads/main")).isEqualTo(Optional.empty());
    assertThat(history().commit("1".repeat(40))).isEmpty();
    assertThat(history().references()).isEmpty();
  }

  @Test
  void tellsOfHostileCommitsOnlyAsMuchAsIsOfUse() throws Exception {
    Path message = root.resolve("message");
    java.nio.file.Files.writeString(message, "headline\n\n" + "x".repeat(3_000_000));
    ann.file("a.txt", "1").run("add", "-A");
    ann.run("commit", "-q", "-F", message.toString());
    for (int i = 0; i < 20; i++) {
      ann.run("commit", "-q", "--allow-empty", "-F", message.toString());
    }

    History.PushedHistory push = pushed("refs/heads/main");

    assertThat(push.commits())
        .hasSize(21)
        .allMatch(each -> each.commit().message().startsWith("headline"));
    assertThat(push.commits().stream().mapToInt(each -> each.commit().message().length()).sum())
        .isLessThan(1_200_000);
    assertThat(push.facts().changedPaths().orElseThrow()).containsExactly("a.txt");
  }
}
