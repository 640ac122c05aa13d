package dev.slipway.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.RepositoryFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of pushes when something goes wrong in between. */
@Timeout(120)
class PushRecordTest {
  @TempDir Path root;
  private GitClient ann;

  @BeforeEach
  void open() throws Exception {
    ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
  }

  @Test
  void findsAtTheStartWhatMovedWithoutBeingRecorded() throws Exception {
    String first = ann.file("a.txt", "1").commit("first");
    try (HostedGit hosted = HostedGit.withShop(root.resolve("data"))) {
      ann.run("push", "-q", hosted.address(HostedGit.SHOP), "main");
    }
    String second = ann.file("a.txt", "2").commit("second");
    Path bare = root.resolve("data/repositories/acme/shop.git");
    ann.run("push", "-q", bare.toString(), "main", "main:side");

    try (HostedGit hosted = HostedGit.open(root.resolve("data"))) {
      assertThat(hosted.record.reconcile())
          .containsExactly(
              new Push(HostedGit.SHOP, "refs/heads/main", first, second, "unknown"),
              new Push(
                  HostedGit.SHOP, "refs/heads/side", RepositoryFacts.NO_COMMIT, second, "unknown"));
      assertThat(hosted.pushes()).filteredOn(SourceEvent.PushReceived::found).hasSize(2);
      assertThat(hosted.record.reconcile()).isEmpty();
    }
  }

  @Test
  void whatFollowsFromAPushCommitsWithItOrNotAtAll() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    PushListener listener =
        push ->
            (transaction, entry) -> {
              if (broken.get()) {
                throw new SlipwayException(ErrorCode.MACHINE, "the disk is full");
              }
            };
    try (HostedGit hosted = new HostedGit(root.resolve("data"), listener, ReceiveLimits.DEFAULT)) {
      hosted.repositories.create(HostedGit.SHOP, "ann", Instant.now());
      ann.file("a.txt", "1").commit("first");

      GitClient.Answer answer = ann.attempt("push", hosted.address(HostedGit.SHOP), "main");

      assertThat(answer.code()).isNotZero();
      assertThat(hosted.pushes()).isEmpty();

      broken.set(false);
      assertThat(hosted.record.reconcile()).hasSize(1);
      assertThat(hosted.pushes()).hasSize(1);
    }
  }

  @Test
  void aFolderThatACrashKeptFromBeingMadeIsMade() throws Exception {
    try (HostedGit hosted = HostedGit.withShop(root.resolve("data"))) {
      ann.run("ls-remote", hosted.address(HostedGit.SHOP));
    }
    Files.move(root.resolve("data/repositories"), root.resolve("gone"));

    try (HostedGit hosted = HostedGit.open(root.resolve("data"))) {
      assertThat(ann.run("ls-remote", hosted.address(HostedGit.SHOP))).isEmpty();
    }
  }

  @Test
  void aKilledServersLocksRefuseNobodyAfterTheStart() throws Exception {
    Path bare = root.resolve("data/repositories/acme/shop.git");
    try (HostedGit hosted = HostedGit.withShop(root.resolve("data"))) {
      ann.file("a.txt", "1").commit("first");
      ann.run("push", "-q", hosted.address(HostedGit.SHOP), "main");
    }
    Files.createFile(bare.resolve("refs/heads/main.lock"));
    Files.createFile(bare.resolve("packed-refs.lock"));
    Path half = Files.createFile(bare.resolve("objects/incoming_1.pack"));

    try (HostedGit hosted = HostedGit.open(root.resolve("data"))) {
      hosted.record.reconcile();
      ann.file("a.txt", "2").commit("second");
      ann.run("push", "-q", hosted.address(HostedGit.SHOP), "main");

      assertThat(hosted.pushes()).hasSize(2);
      assertThat(half).doesNotExist();
    }
  }
}
