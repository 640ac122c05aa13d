package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final RoutePolicy POLICY =
      RoutePolicy.standard().withDrain(Duration.ofMillis(300)).withGrace(Duration.ofSeconds(20));
  private static final DeployOptions OPTIONS =
      DeployOptions.stable(Match.everything(), POLICY).withDeployTimeout(Duration.ofSeconds(10));

  private Router router;
  private Application one;

  @BeforeEach
  void start() throws IOException {
    router = Router.start(RouterConfig.inProcess().withWorkers(2));
    one = new Application("one");
    assertThat(router.deploy(WEB, one.slot(), OPTIONS)).isInstanceOf(DeployOutcome.Switched.class);
  }

  @AfterEach
  void stop() {
    router.close();
    one.close();
  }

  @Test
  void passesRequestsOnWithTheConnectionKept() throws IOException {
    try (RawClient client = new RawClient(router.address())) {
      for (int i = 0; i < 20; i++) {
        RawClient.Answer answer = client.get("/hello?i=" + i);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-release")).isEqualTo("one");
        assertThat(answer.text()).startsWith("GET /hello?i=" + i + " HTTP/1.1");
      }
    }
    // The health checks and one connection for all requests.
    assertThat(one.requests()).hasSize(20);
  }

  @Test
  void switchesWithTheClientsConnectionKept() throws IOException {
    try (RawClient client = new RawClient(router.address());
        Application two = new Application("two")) {
      assertThat(client.get("/").header("x-release")).isEqualTo("one");

      DeployOutcome outcome = router.deploy(WEB, two.slot(), OPTIONS);

      assertThat(outcome).isInstanceOf(DeployOutcome.Switched.class);
      assertThat(client.get("/").header("x-release")).isEqualTo("two");
    }
  }

  @Test
  void aReleaseThatIsNeverHealthyChangesNothing() throws IOException {
    try (RawClient client = new RawClient(router.address());
        Application two = new Application("two")) {
      two.healthy(false);

      DeployOutcome outcome =
          router.deploy(WEB, two.slot(), OPTIONS.withDeployTimeout(Duration.ofMillis(300)));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              DeployOutcome.NeverHealthy.class,
              never -> assertThat(never.lastAnswer()).contains("503"));
      assertThat(client.get("/").header("x-release")).isEqualTo("one");
    }
  }

  @Test
  void aDeployThatStillWaitsDoesNotUndoALaterOne() throws Exception {
    try (RawClient client = new RawClient(router.address());
        Application two = new Application("two");
        Application three = new Application("three")) {
      two.healthy(false);
      FutureTask<DeployOutcome> earlier =
          new FutureTask<>(() -> router.deploy(WEB, two.slot(), OPTIONS));
      Thread.ofVirtual().start(earlier);
      while (two.connections() == 0) {
        Thread.sleep(1);
      }

      assertThat(router.deploy(WEB, three.slot(), OPTIONS))
          .isInstanceOf(DeployOutcome.Switched.class);

      assertThat(earlier.get(10, TimeUnit.SECONDS))
          .isEqualTo(new DeployOutcome.Superseded(new ReleaseLabel("three")));
      assertThat(client.get("/").header("x-release")).isEqualTo("three");
    }
  }
}
