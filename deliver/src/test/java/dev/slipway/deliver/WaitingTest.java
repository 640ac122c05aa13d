package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments that find another one under way, as {@code waiting:} of slipway.yaml has it. */
class WaitingTest {
  private static final String CANARY =
      "canary\n      minimum-requests: 1\n      inconclusive: promote\n"
          + "      steps: [{weight: 20, for: 3s}]";

  @TempDir Path folder;
  private SmallApplication application;
  private String release = "";

  @BeforeEach
  void open() {
    application = new SmallApplication(folder);
    release = application.build("a good release");
  }

  @AfterEach
  void close() {
    application.close();
  }

  private DeploymentId begin() {
    Wish wish = new Wish(SmallApplication.ENVIRONMENT, release, "ada", false);
    return application.controllerNow().deploy(wish).id();
  }

  /** One that is compared with what serves; it is never given up for another. */
  private DeploymentId underWay() throws InterruptedException {
    application.deploy(release);
    DeploymentId id = begin();
    Instant latest = Instant.now().plusSeconds(30);
    while (state(id) != DeploymentState.VERIFYING && Instant.now().isBefore(latest)) {
      Thread.sleep(20);
    }
    assertThat(state(id)).isEqualTo(DeploymentState.VERIFYING);
    return id;
  }

  private DeploymentState state(DeploymentId id) {
    return application.controllerNow().find(id).state();
  }

  private DeploymentState settled(DeploymentId id) throws InterruptedException {
    return application.settle(id).state();
  }

  @Test
  void inAQueueEachHasItsTurn() throws InterruptedException {
    application.settings(CANARY, "1s", "", "    waiting: queue");
    DeploymentId running = underWay();

    DeploymentId next = begin();
    DeploymentId last = begin();

    assertThat(state(next)).isEqualTo(DeploymentState.PLANNED);
    assertThat(settled(running)).isEqualTo(DeploymentState.LIVE);
    assertThat(settled(next)).isEqualTo(DeploymentState.LIVE);
    assertThat(settled(last)).isEqualTo(DeploymentState.LIVE);
  }

  @Test
  void theNewestTakesThePlaceOfWhatWaitsAndNotOfWhatRuns() throws InterruptedException {
    application.settings(CANARY, "1s", "", "    waiting: supersede");
    DeploymentId running = underWay();

    DeploymentId next = begin();
    DeploymentId last = begin();

    assertThat(settled(running)).isEqualTo(DeploymentState.LIVE);
    assertThat(settled(next)).isEqualTo(DeploymentState.FAILED);
    assertThat(application.settle(next).end().orElseThrow().reason())
        .contains("superseded by " + last);
    assertThat(settled(last)).isEqualTo(DeploymentState.LIVE);
  }
}
