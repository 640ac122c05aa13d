package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTest {
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

  private String good(String news) {
    application.write("api/NEWS", news);
    return application.build(news);
  }

  private DeploymentId begin(String release) {
    Wish wish = new Wish(SmallApplication.ENVIRONMENT, release, "ada", false);
    return application.controllerNow().deploy(wish).id();
  }

  private void awaitJudging(DeploymentId id, int step) throws InterruptedException {
    Instant latest = Instant.now().plusSeconds(30);
    while (judgings(id, step).isEmpty() && Instant.now().isBefore(latest)) {
      Thread.sleep(20);
    }
    assertThat(judgings(id, step)).isNotEmpty();
  }

  private List<DeliveryEvent.Judging> judgings(DeploymentId id, int step) {
    return application.events().stream()
        .filter(DeliveryEvent.Judging.class::isInstance)
        .map(DeliveryEvent.Judging.class::cast)
        .filter(each -> each.deployment().equals(id) && each.step() == step)
        .toList();
  }

  private String firstEvidence(DeploymentId id, int step) {
    return application.events().stream()
        .filter(DeliveryEvent.Judged.class::isInstance)
        .map(DeliveryEvent.Judged.class::cast)
        .filter(each -> each.deployment().equals(id) && each.step() == step)
        .map(each -> each.evidence().getFirst())
        .findFirst()
        .orElseThrow();
  }

  /** Lets visitors ask for a while. */
  private long answers(String release) throws InterruptedException {
    try (DemandingVisitors visitors = application.visitors(20)) {
      Thread.sleep(1500);
      // Their last answers, too.
      visitors.close();
      return visitors.answers(release);
    }
  }

  @Test
  void aCanaryIsJudgedByWhatItAnsweredUnderTheControllerBefore() throws InterruptedException {
    application.settings(
        "canary\n      minimum-requests: 20\n      inconclusive: promote\n"
            + "      steps: [{weight: 50, for: 6s}]",
        "1s",
        "",
        "");
    application.deploy(good("the first"));
    String second = good("the second");
    DeploymentId id = begin(second);
    awaitJudging(id, 1);
    long answers = answers(second);

    application.restartController();

    assertThat(application.settle(id).state()).isEqualTo(DeploymentState.LIVE);
    assertThat(answers).isGreaterThan(20);
    assertThat(firstEvidence(id, 1))
        .startsWith("the new release answered " + answers + " requests, the old one ");
    assertThat(application.notes()).noneMatch(note -> note.contains("judged anew"));
  }

  @Test
  void aWatchGoesOnUnderTheNextController() throws InterruptedException {
    application.settings("rolling", "5s", "", "");
    String first = good("the first");
    DeploymentId id = begin(first);
    awaitJudging(id, 0);
    long answers = answers(first);

    application.restartController();

    assertThat(application.settle(id).state()).isEqualTo(DeploymentState.LIVE);
    assertThat(answers).isPositive();
    assertThat(firstEvidence(id, 0))
        .startsWith("the new release answered " + answers + " requests");
  }

  @Test
  void anInstanceThatEndsWhileThereIsNoControllerIsCounted() throws InterruptedException {
    application.settings("blue-green", "60s", "", "");
    application.deployWithoutWatching(good("the first"));
    DeploymentId id = begin(good("the second"));
    awaitJudging(id, 0);

    application.closeController();
    RunningProcess victim = runningOf(id).orElseThrow();
    assertThat(victim.kill()).isTrue();
    Instant latest = Instant.now().plusSeconds(30);
    while (runningOf(id).filter(each -> each.pid() != victim.pid()).isEmpty()) {
      assertThat(Instant.now()).isBefore(latest);
      Thread.sleep(20);
    }
    application.openController();

    Deployment ended = application.settle(id);
    assertThat(ended.state()).isEqualTo(DeploymentState.ROLLED_BACK);
    assertThat(ended.end().orElseThrow().reason())
        .contains(id + "-api-1 ended by itself, exit code 137");
  }

  private Optional<RunningProcess> runningOf(DeploymentId id) {
    return RunningProcess.in(application.root).stream()
        .filter(each -> !each.keeper() && each.owner().endsWith("/" + id + "-api-1"))
        .findFirst();
  }

  @Test
  void aDayOfWatchingIsKeptInFewEntries() {
    Duration age = Duration.ZERO;
    int entries = 0;
    while (age.compareTo(Duration.ofDays(1)) < 0) {
      age = age.plus(Judgement.unkept(age));
      entries++;
    }

    assertThat(entries).isLessThan(100);
    assertThat(Judgement.unkept(Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
    assertThat(Judgement.unkept(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(30));
  }
}
