package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Keeper;
import dev.slipway.machine.KeptState;
import dev.slipway.router.Candidate;
import dev.slipway.router.Route;
import dev.slipway.router.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MendingTest {
  @TempDir Path folder;
  private SmallApplication application;

  @BeforeEach
  void open() {
    application = new SmallApplication(folder);
  }

  @AfterEach
  void close() {
    application.close();
  }

  private long notes(String text) {
    return application.notes().stream()
        .filter(note -> note.startsWith("Noted") && note.contains(text))
        .count();
  }

  @Test
  void saysOnceWhatKeepsAnEnvironmentFromBeingPutRight() throws InterruptedException, IOException {
    application.deploy(application.build("a good release"));
    String settings = Files.readString(application.root.resolve("slipway.yaml"));

    application.write("slipway.yaml", settings + "nonsense: [");
    application.controllerNow().look();
    application.controllerNow().look();
    assertThat(notes("invalid slipway.yaml")).isEqualTo(1);

    application.write("slipway.yaml", settings);
    application.controllerNow().look();
    application.write("slipway.yaml", settings + "nonsense: [");
    application.controllerNow().look();
    assertThat(notes("invalid slipway.yaml")).isEqualTo(2);

    application.write("slipway.yaml", settings);
  }

  @Test
  void anInstanceWhoseKeeperWasKilledGetsAnotherOneAndIsNotDisturbed() throws Exception {
    application.deploy(application.build("a good release"));
    Keeper keeper =
        Keeper.find(application.root.resolve(".slipway/instances/production-1-api-1"))
            .orElseThrow();
    KeptState before = keeper.state();
    long killed =
        Long.parseLong(Files.readString(keeper.folder().resolve("keeper")).split(" ", 2)[0]);
    ProcessHandle handle = ProcessHandle.of(killed).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().get(10, TimeUnit.SECONDS);
    assertThat(keeper.state()).isInstanceOf(KeptState.Unkept.class);

    application.controllerNow().look();

    assertThat(keeper.state())
        .isInstanceOfSatisfying(
            KeptState.Running.class,
            running -> assertThat(running.pid()).isEqualTo(((KeptState.Running) before).pid()));
  }

  @Test
  void whatStandsBesideTheReleaseThatServesIsTakenOutOfTheRoutes() throws InterruptedException {
    application.deploy(application.build("a good release"));
    Route route = application.router.table().routes().getFirst();
    Candidate left = new Candidate(route.stable(), 20, Optional.empty());
    Route disturbed = route.switchedTo(route.stable()).withCandidate(Optional.of(left));
    application.router.apply(application.router.table().with(disturbed));

    application.controllerNow().look();

    assertThat(application.router.table().routes()).containsExactly(route);
  }

  @Test
  void aSwitchBackThatTheRouterHasForgottenIsSeenInItsRoutes() throws InterruptedException {
    application.settings("blue-green", "60s", "", "");
    String first = application.build("a good release");
    application.deployWithoutWatching(first);
    application.write("api/NEWS", "something new");
    DeploymentId second = application.deployUntilLive(application.build("another good release"));
    RouteTable table = application.router.table();
    application.router.apply(table.with(table.routes().getFirst().switchedBack()));

    Deployment ended = application.settle(second);

    assertThat(ended.state()).isEqualTo(DeploymentState.ROLLED_BACK);
    assertThat(ended.end().orElseThrow().reason())
        .contains("the router no longer gives it the traffic that it had");
    assertThat(application.answer()).isEqualTo(first);
  }
}
