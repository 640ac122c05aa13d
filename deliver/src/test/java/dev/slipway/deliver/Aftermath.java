package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.router.Destination;
import dev.slipway.router.Mode;
import dev.slipway.router.Route;
import dev.slipway.router.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to hold of an application once all its deployments have settled, whatever happened. */
final class Aftermath {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SmallApplication application;
  private final String what;
  private final List<Deployment> deployments;
  private final List<LivingInstance> living;
  private final Deployment live;

  Aftermath(SmallApplication application, String what) {
    this.application = application;
    this.what = what;
    Ledger ledger = application.ledger();
    deployments = ledger.ask(History::all);
    living = ledger.ask(History::instances);
    live = ledger.ask(history -> history.live(SmallApplication.ENVIRONMENT)).orElseThrow();
  }

  void check() throws InterruptedException {
    everyDeploymentIsLiveOrTakenBack();
    theInstancesAreThoseOfTheReleaseThatServes();
    theRoutesAreThoseOfTheJournal();
    theProcessesAreThoseOfTheJournal();
    everyRequestIsAnsweredByTheReleaseThatServes();
  }

  private void everyDeploymentIsLiveOrTakenBack() {
    assertThat(deployments)
        .as(what)
        .allSatisfy(
            each -> {
              boolean untouched = each.begun().stream().noneMatch(Aftermath::movesTraffic);
              DeploymentState back =
                  untouched ? DeploymentState.FAILED : DeploymentState.ROLLED_BACK;
              assertThat(each.state()).isIn(DeploymentState.LIVE, back);
            });
  }

  private static boolean movesTraffic(Move move) {
    return move instanceof Move.Shift
        || move instanceof Move.Replace
        || move instanceof Move.Promote;
  }

  private void theInstancesAreThoseOfTheReleaseThatServes() {
    assertThat(living).as(what).hasSize(2);
    assertThat(living).as(what).allMatch(each -> each.deployment().equals(live.id()));
  }

  private void theRoutesAreThoseOfTheJournal() {
    List<Route> routes = application.router.table().routes();
    assertThat(routes).as(what).hasSize(1);
    Route route = routes.getFirst();
    assertThat(route.stable().release()).as(what).isEqualTo(Traffic.label(live.plan()));
    assertThat(route.stable().destination())
        .as(what)
        .isInstanceOfSatisfying(
            Destination.Instances.class,
            instances ->
                assertThat(instances.upstreams()).containsExactlyInAnyOrderElementsOf(addresses()));
    assertThat(route.candidate()).as(what).isEmpty();
    assertThat(route.previous()).as(what).isEmpty();
    assertThat(route.mode()).as(what).isEqualTo(new Mode.Running());
  }

  private List<Upstream> addresses() {
    return living.stream()
        .map(each -> new Upstream(each.host().orElseThrow(), each.port().orElseThrow()))
        .toList();
  }

  /** Each once, each with a keeper, and nothing else. */
  private void theProcessesAreThoseOfTheJournal() throws InterruptedException {
    Set<String> owners = new HashSet<>(application.keptBeside());
    living.forEach(each -> owners.add(SmallApplication.ENVIRONMENT + "/" + each.instance()));
    Census wanted =
        new Census(owners, owners.stream().collect(Collectors.toMap(each -> each, each -> 1L)));
    long latest = System.nanoTime() + PATIENCE.toNanos();
    Census found = Census.of(application.root);
    while (!found.equals(wanted) && System.nanoTime() < latest) {
      Thread.sleep(Duration.ofMillis(20));
      found = Census.of(application.root);
    }
    assertThat(found).as(what).isEqualTo(wanted);
  }

  /** Who has a keeper, and how many processes each has besides. */
  private record Census(Set<String> kept, Map<String, Long> running) {
    private static Census of(Path folder) {
      List<RunningProcess> all = RunningProcess.in(folder);
      return new Census(
          all.stream()
              .filter(RunningProcess::keeper)
              .map(RunningProcess::owner)
              .collect(Collectors.toSet()),
          all.stream()
              .filter(each -> !each.keeper())
              .collect(Collectors.groupingBy(RunningProcess::owner, Collectors.counting())));
    }
  }

  private void everyRequestIsAnsweredByTheReleaseThatServes() {
    for (int request = 0; request < 20; request++) {
      assertThat(application.answer()).as(what).isEqualTo(live.plan().release());
    }
  }
}
