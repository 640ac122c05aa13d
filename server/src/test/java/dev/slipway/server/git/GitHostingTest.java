package dev.slipway.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.RepositoryFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real git against hosted repositories over HTTP. */
@Timeout(120)
class GitHostingTest {
  @TempDir Path root;
  private HostedGit hosted;
  private GitClient ann;
  private String address;

  @BeforeEach
  void open() throws Exception {
    hosted = HostedGit.withShop(root.resolve("data"));
    address = hosted.address(HostedGit.SHOP);
    ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
    ann.run("remote", "add", "origin", address);
  }

  @AfterEach
  void close() {
    hosted.close();
  }

  @Test
  void aCloneOfWhatWasPushedIsTheSame() throws Exception {
    String commit = ann.file("a.txt", "hello\n").commit("first");
    ann.run("push", "-q", "origin", "main");

    new GitClient(root).run("clone", "-q", address, "bob");

    GitClient bob = new GitClient(root.resolve("bob"));
    assertThat(bob.run("rev-parse", "HEAD")).isEqualTo(commit);
    assertThat(Files.readString(root.resolve("bob/a.txt"))).isEqualTo("hello\n");
    bob.run("fsck", "--strict");
  }

  @Test
  void clonesAnEmptyRepository() throws Exception {
    new GitClient(root).run("clone", "-q", address, "bob");

    assertThat(root.resolve("bob/.git")).isDirectory();
  }

  @Test
  void fetchesShallowAndByACommitThatIsNoTip() throws Exception {
    String first = ann.file("a.txt", "1").commit("first");
    ann.file("a.txt", "2").commit("second");
    ann.run("push", "-q", "origin", "main");

    GitClient bob = new GitClient(root.resolve("bob"));
    bob.run("init", "-q");
    bob.run("fetch", "-q", "--depth=1", address, first);

    assertThat(bob.run("rev-list", "FETCH_HEAD")).isEqualTo(first);
  }

  @Test
  void speaksTheOldProtocolToo() throws Exception {
    String commit = ann.file("a.txt", "1").commit("first");
    ann.run("-c", "protocol.version=0", "push", "-q", "origin", "main");

    GitClient bob = new GitClient(root.resolve("bob"));
    bob.run("init", "-q");
    bob.run("-c", "protocol.version=0", "fetch", "-q", address, "main");

    assertThat(bob.run("rev-parse", "FETCH_HEAD")).isEqualTo(commit);
  }

  @Test
  void leavesOutFilesForAPartialClone() throws Exception {
    ann.file("a.txt", "hello").commit("first");
    ann.run("push", "-q", "origin", "main");

    new GitClient(root).run("clone", "-q", "--no-checkout", "--filter=blob:none", address, "bob");

    assertThat(
            new GitClient(root.resolve("bob"))
                .run("rev-list", "--objects", "--missing=print", "HEAD"))
        .contains("?");
  }

  @Test
  void recordsAPushBeforeTheClientHearsOfIt() throws Exception {
    String first = ann.file("a.txt", "1").commit("first");
    ann.run("push", "-q", "origin", "main");
    String second = ann.file("a.txt", "2").commit("second");
    ann.run("push", "-q", "origin", "main", "HEAD:refs/tags/v1");

    assertThat(hosted.pushes())
        .extracting(SourceEvent.PushReceived::push)
        .containsExactly(
            push("refs/heads/main", RepositoryFacts.NO_COMMIT, first),
            push("refs/heads/main", first, second),
            push("refs/tags/v1", RepositoryFacts.NO_COMMIT, second));
    assertThat(hosted.pushes()).noneMatch(SourceEvent.PushReceived::found);
  }

  private static Push push(String ref, String before, String after) {
    return new Push(HostedGit.SHOP, ref, before, after, "ann");
  }

  @Test
  void theFirstBranchBecomesTheDefaultOne() throws Exception {
    ann.run("checkout", "-q", "-b", "trunk");
    ann.file("a.txt", "1").commit("first");
    ann.run("push", "-q", "origin", "trunk");

    assertThat(hosted.repositories.find(HostedGit.SHOP).orElseThrow().defaultBranch())
        .isEqualTo("trunk");
    assertThat(ann.run("ls-remote", "--symref", "origin", "HEAD")).contains("refs/heads/trunk");
  }

  @Test
  void keepsTheDefaultBranchAndRefusesNamesThatMislead() throws Exception {
    String commit = ann.file("a.txt", "1").commit("first");
    ann.run("push", "-q", "origin", "main");

    assertThat(ann.attempt("push", "origin", ":main").text()).contains("cannot be deleted");
    assertThat(ann.attempt("push", "origin", "main:refs/pull/1/head").text())
        .contains("only branches, tags and notes");
    assertThat(ann.attempt("push", "origin", "main:refs/heads/" + commit).text())
        .contains("mistaken");
    assertThat(ann.attempt("push", "origin", "main:refs/heads/a\u202eb").text())
        .contains("invisible");
    assertThat(hosted.pushes()).hasSize(1);
  }

  @Test
  void deletesABranch() throws Exception {
    String commit = ann.file("a.txt", "1").commit("first");
    ann.run("push", "-q", "origin", "main", "main:side");
    ann.run("push", "-q", "origin", ":side");

    assertThat(hosted.pushes().getLast().push())
        .isEqualTo(push("refs/heads/side", commit, RepositoryFacts.NO_COMMIT));
    assertThat(hosted.record.reconcile()).isEmpty();
  }

  @Test
  void doesNotKnowRepositoriesThatAreNotThere() throws Exception {
    for (RepositoryId id :
        List.of(new RepositoryId("acme", "other"), new RepositoryId("else", "shop"))) {
      assertThat(ann.attempt("ls-remote", hosted.address(id)).text()).contains("not found");
    }
    assertThat(root.resolve("data/repositories/else")).doesNotExist();
  }

  @Test
  void aPushThatIsLargerThanTheLimitLeavesNothing() throws Exception {
    try (HostedGit small =
        new HostedGit(
            root.resolve("small"),
            PushListener.NONE,
            new ReceiveLimits(50_000, 20_000, 10, 1, Duration.ofSeconds(5)))) {
      small.repositories.create(HostedGit.SHOP, "ann", Instant.now());
      String target = small.address(HostedGit.SHOP);
      ann.file("a.txt", "x".repeat(30_000)).commit("an object too large");
      assertThat(ann.attempt("push", target, "main").code()).isNotZero();

      GitClient many = new GitClient(root.resolve("many"));
      many.run("init", "-q", "-b", "main");
      for (int i = 0; i < 20; i++) {
        many.file("f" + i, "file " + i);
      }
      many.commit("more objects than allowed");
      assertThat(many.attempt("push", target, "main").text()).contains("objects");

      assertThat(small.pushes()).isEmpty();
      assertThat(many.run("ls-remote", target)).isEmpty();
    }
  }

  @Test
  void refusesObjectsThatGitItselfWouldRefuse() throws Exception {
    ann.file("a.txt", "1").commit("first");
    ann.run("push", "-q", "origin", "main");
    String blob = ann.run("hash-object", "-w", "a.txt");
    Path list = root.resolve("tree");
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    tree.writeBytes("100644 .git\0".getBytes(StandardCharsets.UTF_8));
    tree.writeBytes(java.util.HexFormat.of().parseHex(blob));
    Files.write(list, tree.toByteArray());
    String id = ann.run("hash-object", "-t", "tree", "-w", "--literally", list.toString());
    String commit = ann.run("commit-tree", id, "-m", "hostile");

    GitClient.Answer answer = ann.attempt("push", "origin", commit + ":refs/heads/bad");

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text()).contains("invalid name '.git'");
    assertThat(hosted.pushes()).hasSize(1);
  }

  @Test
  void refusesTreesThatOnlyAMacWouldTakeForGitsOwnFolder() throws Exception {
    ann.file("a.txt", "1").commit("first");
    String blob = ann.run("hash-object", "-w", "a.txt");
    Path list = root.resolve("tree");
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    tree.writeBytes("100644 .g\u200cit\0".getBytes(StandardCharsets.UTF_8));
    tree.writeBytes(java.util.HexFormat.of().parseHex(blob));
    Files.write(list, tree.toByteArray());
    String id = ann.run("hash-object", "-t", "tree", "-w", "--literally", list.toString());
    String commit = ann.run("commit-tree", id, "-m", "hostile");

    assertThat(ann.attempt("push", "origin", commit + ":refs/heads/bad").code()).isNotZero();
  }

  @Test
  void manyPushesAtTheSameTimeAreAllRecorded() throws Exception {
    ann.file("a.txt", "1").commit("first");
    ann.run("push", "-q", "origin", "main");
    List<Thread> pushing = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String branch = "b" + i;
      pushing.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      ann.run("push", "-q", "origin", "main:" + branch);
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  }));
    }
    for (Thread each : pushing) {
      each.join();
    }

    assertThat(hosted.pushes()).hasSize(9);
    assertThat(hosted.record.reconcile()).isEmpty();
  }
}
