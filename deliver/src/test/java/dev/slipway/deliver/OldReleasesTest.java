package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldReleasesTest {
  @TempDir Path folder;

  @Test
  void whatNothingNeedsGoesWhenAReleaseIsRetired() throws InterruptedException {
    try (SmallApplication application = new SmallApplication(folder)) {
      application.settings("blue-green", "60s", "", "");
      String first = application.build("a good release");
      application.deployWithoutWatching(first);
      List<String> built = new ArrayList<>();
      for (int number = 0; number < 22; number++) {
        application.write("api/NEWS", "news " + number);
        built.add(application.build("news " + number));
      }

      application.deployWithoutWatching(built.getLast());

      List<String> kept =
          application.project().releases().list().stream().map(each -> each.id().hex()).toList();
      assertThat(kept).contains(first).containsAll(built.subList(2, 22)).hasSize(21);
      Deployment back =
          application
              .controllerNow()
              .rollback(SmallApplication.ENVIRONMENT, Optional.empty(), "ada");
      application.controllerNow().promote(SmallApplication.ENVIRONMENT, Optional.empty(), "ada");
      assertThat(application.settle(back.id()).state()).isEqualTo(DeploymentState.LIVE);
      assertThat(application.answer()).isEqualTo(first);
    }
  }

  @Test
  void whatServedLastAndWhatIsPlannedIsNeeded() {
    SimulatedStage world = new SimulatedStage();
    Ledger ledger = Ledger.open(new CrashingJournal());
    world.refuse("watch", "undone");
    for (String release : List.of("r1", "r2", "r3", "r4", "r5", "undone")) {
      carryOut(ledger, world, release);
    }
    plan(ledger, "waiting");

    Set<String> needed = ledger.ask(History::releasesInUse);

    assertThat(needed).containsExactlyInAnyOrder("r2", "r3", "r4", "r5", "undone", "waiting");
  }

  private static void carryOut(Ledger ledger, SimulatedStage world, String release) {
    Planner planner = new FixedPlanner(FixedPlanner.CANARY);
    DeploymentId id = plan(ledger, release);
    new DeploymentRun(id, ledger, world, planner, InstantSource.system(), () -> false).run();
  }

  private static DeploymentId plan(Ledger ledger, String release) {
    DeploymentId id = ledger.ask(history -> history.nextId("production"));
    Optional<String> previous =
        ledger.ask(history -> history.live("production").map(live -> live.plan().release()));
    Wish wish = new Wish("production", release, "ada", false);
    DeploymentPlan plan = new FixedPlanner(FixedPlanner.CANARY).plan(id, wish, previous);
    ledger.write("ada", new DeliveryEvent.Planned(plan));
    return id;
  }
}
