package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.SmallApplication.Behaviour;
import dev.slipway.deliver.build.Evidence;
import dev.slipway.deliver.build.ReleaseId;
import dev.slipway.router.RouterEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Releases that must not come to serve, each ended by itself with a reason a person understands.
 */
class BadReleasesTest {
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

  private String good() throws InterruptedException {
    String release = application.build("a good release");
    Deployment deployment = application.deploy(release);
    assertThat(deployment.state())
        .as(() -> String.join("\n", application.notes()))
        .isEqualTo(DeploymentState.LIVE);
    return release;
  }

  private String bad(Behaviour behaviour) {
    application.code(behaviour);
    return application.build("a bad release");
  }

  private static String reason(Deployment deployment) {
    return deployment.end().orElseThrow().reason().orElse("");
  }

  @Test
  void aGoodReleaseTakesOverWithoutAFailedRequest() throws InterruptedException {
    String first = good();
    application.write("api/NEWS", "something new");
    String second = application.build("another good release");
    try (DemandingVisitors visitors = application.visitors(20)) {
      Deployment deployment = application.deploy(second);

      assertThat(deployment.state())
          .as(() -> String.join("\n", application.notes()))
          .isEqualTo(DeploymentState.LIVE);
      assertThat(visitors.bad() + visitors.broken()).isZero();
      assertThat(visitors.answers(first)).isPositive();
      assertThat(visitors.answers(second)).isPositive();
    }
  }

  @Test
  void errorsAreFoundInTheCanaryAndStayWithItsShare() throws InterruptedException {
    String first = good();
    String second = bad(new Behaviour(0.3, 0, false, 0, false));
    try (DemandingVisitors visitors = application.visitors(20)) {
      Deployment deployment = application.deploy(second);

      assertThat(deployment.state()).isEqualTo(DeploymentState.ROLLED_BACK);
      assertThat(reason(deployment)).contains("fail");
      assertThat(visitors.bad(first) + visitors.broken()).isZero();
      assertThat(visitors.answers(second)).isLessThan(visitors.answers(first));
    }
  }

  @Test
  void aCheckAtTheEndOfAStepTakesTheReleaseBack() throws InterruptedException {
    String first = good();
    application.settings(
        "canary\n      minimum-requests: 1\n      inconclusive: promote\n"
            + "      steps: [{weight: 20, for: 1s, checks: [{name: orders, run: exit 3}]}]",
        "2s",
        "",
        "");
    application.write("api/NEWS", "something new");
    Deployment deployment = application.deploy(application.build("a release without orders"));

    assertThat(deployment.state()).isEqualTo(DeploymentState.ROLLED_BACK);
    assertThat(reason(deployment)).isEqualTo("the check 'orders' failed with exit code 3");
    assertThat(application.controllerNow().live(SmallApplication.ENVIRONMENT).orElseThrow())
        .extracting(live -> live.plan().release())
        .isEqualTo(first);
  }

  @Test
  void aReleaseThatIsNeverWellServesNobody() throws InterruptedException {
    String first = good();
    String second = bad(new Behaviour(0, 0, true, 0, false));
    try (DemandingVisitors visitors = application.visitors(5)) {
      Deployment deployment = application.deploy(second);

      assertThat(deployment.state()).isEqualTo(DeploymentState.FAILED);
      assertThat(reason(deployment)).contains("api never became healthy").contains("500");
      assertThat(visitors.answers(second)).isZero();
      assertThat(visitors.bad(first) + visitors.broken()).isZero();
    }
  }

  @Test
  void aReleaseThatEndsAtItsStartSaysHow() throws InterruptedException {
    good();
    Deployment deployment = application.deploy(bad(new Behaviour(0, 0, false, 0, true)));

    assertThat(deployment.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(reason(deployment)).contains("api never became healthy").contains("exit code 1");
  }

  @Test
  void aReleaseThatDiesWhileItIsWatchedIsTakenBackWithoutAnyTraffic() throws InterruptedException {
    application.settings("blue-green", "20s", "", "");
    String first = application.build("a good release");
    application.deployWithoutWatching(first);
    String second = bad(new Behaviour(0, 0, false, 3, false));

    Deployment deployment = application.deploy(second);

    assertThat(deployment.state())
        .as(() -> String.join("\n", application.notes()))
        .isEqualTo(DeploymentState.ROLLED_BACK);
    assertThat(reason(deployment)).contains("production-2-api-").contains("exit code 9");
    assertThat(application.answer()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blue-green", "canary", "rolling"})
  void aReleaseThatDiesRightAfterItsFirstHealthyAnswerFailsNoVisitor(String strategy)
      throws InterruptedException {
    application.settings(strategy, "20s", "", "");
    String first = application.build("a good release");
    application.deployWithoutWatching(first);
    String second = bad(new Behaviour(0, 0, false, 0.3, false));
    try (DemandingVisitors visitors = application.visitors(20)) {
      Deployment deployment = application.deploy(second);

      assertThat(deployment.state())
          .as(() -> String.join("\n", application.notes()))
          .isEqualTo(DeploymentState.ROLLED_BACK);
      assertThat(application.answer()).isEqualTo(first);
      assertThat(visitors.bad() + visitors.broken()).isZero();
      assertThat(visitors.answers(first)).isPositive();
      // An order of magnitude for a loaded machine; the budget is one second.
      Duration took = fromDeathToTheWayBack();
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      System.out.printf(
          "%s: %d requests, none failed, back %d ms after the router saw the first death; %s%n",
          strategy,
          visitors.answers(first) + visitors.answers(second),
          took.toMillis(),
          reason(deployment));
    }
  }

  /** Nothing when the controller took it back before the router saw it. */
  private Duration fromDeathToTheWayBack() {
    List<RouterEvent.Numbered> events = application.router.events(0, Duration.ZERO);
    Instant back = firstOf(events, BadReleasesTest::isBack).orElseThrow();
    Instant death = firstOf(events, RouterEvent.Ejected.class::isInstance).orElse(back);
    return Duration.between(death, back);
  }

  private static boolean isBack(RouterEvent event) {
    return event instanceof RouterEvent.SwitchedBack
        || (event instanceof RouterEvent.Shifted shifted && shifted.candidate().isEmpty());
  }

  private static Optional<Instant> firstOf(
      List<RouterEvent.Numbered> events, Predicate<RouterEvent> isWanted) {
    return events.stream()
        .filter(each -> isWanted.test(each.event()))
        .map(RouterEvent.Numbered::at)
        .findFirst();
  }

  @Test
  void theReleaseBeforeStaysWarmWhileTheNewOneIsWatched() throws InterruptedException {
    application.settings("blue-green", "60s", "", "");
    String first = application.build("a good release");
    application.deployWithoutWatching(first);
    application.write("api/NEWS", "something new");
    DeploymentId second = application.deployUntilLive(application.build("another good release"));

    application.controllerNow().look();
    application.controllerNow().rollback(SmallApplication.ENVIRONMENT, Optional.empty(), "ada");

    assertThat(application.settle(second).state()).isEqualTo(DeploymentState.ROLLED_BACK);
    assertThat(application.answer()).isEqualTo(first);
  }

  @Test
  void aMissingSecretIsSaidBeforeAnythingStarts() throws InterruptedException {
    good();
    application.settings("blue-green", "1s", "    secrets: [MAIL_KEY]", "");
    Deployment deployment = application.deploy(application.build("wants a secret"));

    assertThat(deployment.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(reason(deployment))
        .isEqualTo(
            "api needs the secret MAIL_KEY, which is not set; run 'slipway secret set MAIL_KEY"
                + " --env production'");
  }

  @Test
  void aReleaseWhoseTestsFailOrCoverTooLittleIsNotStarted() throws InterruptedException {
    String first = good();
    application.settings("blue-green", "1s", "", "    checks: {pass-rate: 95, coverage: 80}");
    application.write("api/NEWS", "something untested");
    String second = application.build("a release with red tests");
    Evidence red = new Evidence("ci.yml", Instant.now(), 18, 2, 0, 0, OptionalDouble.of(0.625));
    application.project().releases().attach(new ReleaseId(second), red);

    Deployment deployment = application.deploy(second);

    assertThat(deployment.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(reason(deployment))
        .isEqualTo(
            "2 of 20 tests of its commit failed; slipway.yaml asks for a pass-rate of 95 %; its"
                + " tests cover 62.5 % of the lines; slipway.yaml asks for a coverage of 80 %");
    assertThat(application.events())
        .noneMatch(
            event ->
                event instanceof DeliveryEvent.InstanceStarting starting
                    && starting.deployment().equals(deployment.id()));
    assertThat(application.answer()).isEqualTo(first);
  }

  @Test
  void aReleaseThatNoTestsAreKnownOfIsNotStarted() throws InterruptedException {
    String first = good();
    application.settings("blue-green", "1s", "", "    checks: {pass-rate: 95}");
    application.write("api/NEWS", "something untested");

    Deployment deployment = application.deploy(application.build("a release without tests"));

    assertThat(deployment.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(reason(deployment))
        .isEqualTo(
            "no test results of this release are known, and slipway.yaml asks for a pass-rate of"
                + " 95 %; run them with 'slipway run', then build again");
    assertThat(application.answer()).isEqualTo(first);
  }

  @Test
  void slownessIsFoundInTheCanary() throws InterruptedException {
    String first = good();
    String second = bad(new Behaviour(0, 0.3, false, 0, false));
    application.settings(
        "canary\n      minimum-requests: 20\n      steps: [{weight: 50, for: 20s}]", "2s", "", "");
    try (DemandingVisitors visitors = application.visitors(30)) {
      Deployment deployment = application.deploy(second);

      assertThat(deployment.state())
          .as(() -> String.join("\n", application.notes()))
          .isEqualTo(DeploymentState.ROLLED_BACK);
      assertThat(reason(deployment)).contains("slow");
      assertThat(visitors.bad(first) + visitors.broken()).isZero();
    }
  }
}
