package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Ports;
import dev.slipway.router.Route;
import dev.slipway.router.RouterEvent;
import dev.slipway.store.FileJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rolling deployment exchanges the processes, not only the visitors. */
class RollingTest {
  private static final DeploymentId FIRST = DeploymentId.of(SmallApplication.ENVIRONMENT, 1);

  @TempDir Path folder;
  private SmallApplication application;
  private String first = "";

  @BeforeEach
  void deployThree() throws InterruptedException {
    application = new SmallApplication(folder);
    application.instances(3);
    application.settings("rolling", "60s", "", "");
    first = application.build("a good release");
    application.deployWithoutWatching(first);
    application.write("api/NEWS", "something new");
  }

  @AfterEach
  void close() {
    application.close();
  }

  private Route route() {
    return application.router.table().routes().getFirst();
  }

  /** How many instances of the first release the journal had stopped when each step was made. */
  private List<Integer> stoppedAfterEachStep() {
    List<Integer> counts = new ArrayList<>();
    int stopped = 0;
    for (DeliveryEvent event : application.events()) {
      if (event instanceof DeliveryEvent.InstanceStopped gone && gone.deployment().equals(FIRST)) {
        stopped++;
      }
      if (event instanceof DeliveryEvent.MoveFinished finished
          && finished.move() instanceof Move.Replace) {
        counts.add(stopped);
      }
    }
    return counts;
  }

  private int instancesOfTheFirst() {
    return application.ledger().ask(history -> history.instances(FIRST)).size();
  }

  @Test
  void oldInstancesGoAsNewOnesComeAndTheLastBatchStaysWarm() throws InterruptedException {
    String second = application.build("another good release");
    try (DemandingVisitors visitors = application.visitors(20)) {
      DeploymentId id = application.deployUntilLive(second);

      assertThat(stoppedAfterEachStep()).containsExactly(1, 2, 2);
      assertThat(instancesOfTheFirst()).isEqualTo(1);
      assertThat(route().stable().upstreams()).hasSize(3);
      assertThat(route().previous().orElseThrow().upstreams()).hasSize(1);

      application.controllerNow().promote(SmallApplication.ENVIRONMENT, Optional.empty(), "ada");
      assertThat(application.settle(id).state()).isEqualTo(DeploymentState.LIVE);
      assertThat(instancesOfTheFirst()).isZero();
      assertThat(visitors.bad() + visitors.broken()).isZero();
      assertThat(visitors.answers(first)).isPositive();
      assertThat(visitors.answers(second)).isPositive();
      System.out.println(
          "rolling: "
              + (visitors.answers(first) + visitors.answers(second))
              + " requests, none failed");
    }
  }

  @Test
  void theWayBackStartsWhatIsMissingAndThenGivesTheTrafficBack() throws InterruptedException {
    String second = application.build("another good release");
    try (DemandingVisitors visitors = application.visitors(20)) {
      DeploymentId id = application.deployUntilLive(second);

      application.controllerNow().rollback(SmallApplication.ENVIRONMENT, Optional.empty(), "ada");

      assertThat(application.settle(id).state()).isEqualTo(DeploymentState.ROLLED_BACK);
      assertThat(application.answer()).isEqualTo(first);
      assertThat(route().stable().upstreams()).hasSize(3);
      assertThat(instancesOfTheFirst()).isEqualTo(3);
      assertThat(lastChanges()).containsExactly("3 instances", "back");
      assertThat(visitors.bad() + visitors.broken()).isZero();
    }
  }

  /** The last two changes of instances and switches back, in order. */
  private List<String> lastChanges() {
    List<String> changes = new ArrayList<>();
    for (RouterEvent.Numbered each : application.router.events(0, Duration.ZERO)) {
      if (each.event() instanceof RouterEvent.Resized resized) {
        changes.add(resized.upstreams().size() + " instances");
      }
      if (each.event() instanceof RouterEvent.SwitchedBack) {
        changes.add("back");
      }
    }
    return changes.subList(changes.size() - 2, changes.size());
  }

  @Test
  void aReleaseThatWasLeftWithFewerInstancesIsMadeWhole() {
    application.closeController();
    try (FileJournal journal = SmallApplication.journal(application.root)) {
      Ledger ledger = Ledger.open(journal);
      Deployment live = ledger.ask(history -> history.known(FIRST));
      Crew crew =
          new Crew(
              new ProcessTarget(application.project().stateFolder(), Ports.ofMachine()), ledger);
      crew.stopAll(
          crew.remaining(FIRST, new ComponentName("api")).subList(0, 2),
          new MendingSignals(live, ledger));
    }
    application.openController();

    application.controllerNow().look();

    assertThat(instancesOfTheFirst()).isEqualTo(3);
    assertThat(route().stable().upstreams()).hasSize(3);
    assertThat(route().previous()).isEmpty();
    for (int request = 0; request < 6; request++) {
      assertThat(application.answer()).isEqualTo(first);
    }
  }
}
