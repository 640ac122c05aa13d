package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The router killed while it is asked for something: it comes back, and the deployment goes on. */
class KilledRouterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private SmallApplication application;

  @BeforeEach
  void open() {
    application = new SmallApplication(folder, Routing.Kept::new);
    application.settings(
        "canary\n      minimum-requests: 1\n      inconclusive: promote\n"
            + "      steps: [{weight: 20, for: 1s}]",
        "1s",
        "",
        "");
  }

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void theDeploymentEndsLiveWhateverMoveTheRouterEndsIn() throws Exception {
    String first = application.build("one release");
    application.write("api/NEWS", "something new");
    List<String> releases = List.of(application.build("another"), first);
    application.deploy(first);
    List<String> moves = List.of("probe", "shift", "verify", "promote", "watch", "retire");
    for (int round = 0; round < moves.size(); round++) {
      String move = moves.get(round);
      Wish wish = new Wish(SmallApplication.ENVIRONMENT, releases.get(round % 2), "ada", false);

      DeploymentId id = application.controllerNow().deploy(wish).id();
      awaitBegin(id, move);
      killRouter();
      Deployment ended = application.settle(id);

      assertThat(ended.state())
          .as(() -> move + ": " + String.join("\n", application.notes()))
          .isEqualTo(DeploymentState.LIVE);
      new Aftermath(application, "router killed in the move " + move).check();
    }
    assertThat(application.notes()).anyMatch(note -> note.contains("the router had ended"));
  }

  private void awaitBegin(DeploymentId id, String move) throws InterruptedException {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    while (application.events().stream().noneMatch(each -> isBegin(each, id, move))) {
      assertThat(System.nanoTime()).isLessThan(latest);
      Thread.sleep(Duration.ofMillis(2));
    }
  }

  private static boolean isBegin(DeliveryEvent event, DeploymentId id, String move) {
    return event instanceof DeliveryEvent.MoveStarted started
        && started.deployment().equals(id)
        && MoveFormat.name(started.move()).equals(move);
  }

  private void killRouter() {
    RunningProcess router =
        RunningProcess.in(application.root).stream()
            .filter(each -> !each.keeper() && each.owner().equals("router"))
            .findFirst()
            .orElseThrow();
    assertThat(router.kill()).isTrue();
  }
}
