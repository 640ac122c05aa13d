package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The router, an instance or a part of a keeper killed while a release is deployed: traffic ends on
 * one whole release. {@code -Dkill.rounds=N} makes it longer, {@code -Dkill.seed=N} other.
 */
class KilledPartsTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 4);
  private static final long SEED = Long.getLong("kill.seed", 11L);

  /** About as many entries as a deployment has. */
  private static final int ENTRIES = 26;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is killed. */
  private enum Kind {
    ROUTER(true, false),
    INSTANCE(false, false),
    KEEPER_OF_AN_INSTANCE(false, true),
    KEEPER_OF_THE_ROUTER(true, true);

    private final boolean ofRouter;
    private final boolean keeper;

    Kind(boolean ofRouter, boolean keeper) {
      this.ofRouter = ofRouter;
      this.keeper = keeper;
    }

    private boolean isMeant(RunningProcess process) {
      return process.keeper() == keeper && process.owner().equals("router") == ofRouter;
    }
  }

  @TempDir Path folder;
  private SmallApplication application;

  @BeforeEach
  void open() {
    application = new SmallApplication(folder, Routing.Kept::new);
    application.settings(
        "canary\n      minimum-requests: 1\n      inconclusive: promote\n"
            + "      steps: [{weight: 20, for: 100ms}]",
        "100ms",
        "",
        "");
  }

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void trafficEndsOnOneWholeReleaseWhateverIsKilled() throws Exception {
    String first = application.build("one release");
    application.write("api/NEWS", "something new");
    List<String> releases = List.of(first, application.build("another"));
    application.deploy(first);
    Random random = new Random(SEED);
    for (int round = 1; round <= ROUNDS; round++) {
      Kind kind = Kind.values()[round % Kind.values().length];
      int entry = random.nextInt(ENTRIES);
      String what = kind + " killed after entry " + entry + ", round " + round + ", seed " + SEED;
      Wish wish = new Wish(SmallApplication.ENVIRONMENT, releases.get(round % 2), "ada", false);
      long begun = application.entries();

      DeploymentId id = application.controllerNow().deploy(wish).id();
      awaitEntry(id, begun + entry);
      kill(kind, random, what);
      Deployment ended = application.settle(id);
      application.controllerNow().look();

      System.out.println(what + ": " + ended.end().orElseThrow());
      new Aftermath(application, what).check();
    }
  }

  /** Waits for an entry, or for the end of the deployment when it has fewer. */
  private void awaitEntry(DeploymentId id, long entry) throws InterruptedException {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    while (application.entries() < entry && application.controllerNow().find(id).end().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(latest);
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  private void kill(Kind kind, Random random, String what) {
    List<RunningProcess> meant =
        RunningProcess.in(application.root).stream().filter(kind::isMeant).toList();
    assertThat(meant).as(what).isNotEmpty();
    meant.get(random.nextInt(meant.size())).kill();
  }
}
