package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pauses, stops, the split between two releases, and what is counted. */
class TrafficTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final RoutePolicy POLICY = RoutePolicy.standard();
  private static final DeployOptions OPTIONS = DeployOptions.stable(Match.everything(), POLICY);

  private Router router;
  private Application one;
  private Application two;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    router = Router.start(RouterConfig.inProcess().withWorkers(2));
    one = new Application("one");
    two = new Application("two");
    router.deploy(WEB, one.slot(), OPTIONS);
    client = new RawClient(router.address());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    router.close();
    one.close();
    two.close();
  }

  @Test
  void aPausedServiceHoldsItsRequestsUntilItRunsAgain() throws Exception {
    router.pause(WEB, Duration.ofSeconds(20));
    client.send("POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    Thread.sleep(100);
    assertThat(one.requests()).isEmpty();

    router.deploy(WEB, two.slot(), OPTIONS);
    router.resume(WEB);

    RawClient.Answer answer = client.read();
    assertThat(answer.header("x-release")).isEqualTo("two");
    assertThat(answer.text()).startsWith("3 ba7816bf");
  }

  @Test
  void aRequestThatIsHeldTooLongGets504() throws IOException {
    router.pause(WEB, Duration.ofMillis(100));

    assertThat(client.get("/").status()).isEqualTo(504);

    router.resume(WEB);
    assertThat(client.get("/").status()).isEqualTo(200);
  }

  @Test
  void aStoppedServiceSaysWhyAndMaintenanceShowsAPage() throws IOException {
    router.stop(WEB, "gone fishing");
    RawClient.Answer stopped = client.get("/");
    router.maintenance(WEB, "back at <noon>");
    RawClient.Answer page = client.get("/");

    assertThat(stopped.status()).isEqualTo(503);
    assertThat(stopped.text()).isEqualTo("gone fishing\n");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.header("content-type")).startsWith("text/html");
    assertThat(page.text()).contains("back at &lt;noon&gt;");
  }

  @Test
  void aVisitorStaysWithTheReleaseItGotAndTheShareHolds() throws IOException {
    router.deploy(WEB, two.slot(), DeployOptions.candidate(Match.everything(), POLICY, 30));
    int candidates = 0;
    for (int visitor = 0; visitor < 400; visitor++) {
      RawClient.Answer first = client.get("/");
      String cookie = first.header("set-cookie");
      String id = cookie.substring(0, cookie.indexOf(';'));
      for (int visit = 0; visit < 2; visit++) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=b; " + id + "\r\n\r\n");
        RawClient.Answer again = client.read();
        assertThat(again.header("x-release")).isEqualTo(first.header("x-release"));
        assertThat(again.headers()).doesNotContainKey("set-cookie");
      }
      if (first.header("x-release").equals("two")) {
        candidates++;
      }
    }
    // 400 draws at 30 %: five standard deviations are 46.
    assertThat(candidates).isBetween(74, 166);
  }

  @Test
  void aTesterMayChooseAndThePreviewHostShowsTheCandidate() throws IOException {
    DeployOptions preview =
        new DeployOptions(
            Match.everything(),
            POLICY,
            Duration.ofSeconds(10),
            new DeployOptions.Place.Beside(0, Optional.of("preview.example")));
    router.deploy(WEB, two.slot(), preview);

    assertThat(client.get("/").header("x-release")).isEqualTo("one");
    client.send("GET / HTTP/1.1\r\nHost: preview.example\r\n\r\n");
    assertThat(client.read().header("x-release")).isEqualTo("two");
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slipway-Slot: candidate\r\n\r\n");
    assertThat(client.read().header("x-release")).isEqualTo("two");
    client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: x-slipway-slot=candidate\r\n\r\n");
    assertThat(client.read().text()).contains("x-slipway-release: two");
  }

  @Test
  void aVisitorCannotSayWhichReleaseAnswers() throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slipway-Release: forged\r\n\r\n");

    assertThat(client.read().text()).doesNotContain("forged");
  }

  @Test
  void aClientThatLeavesWhileItIsHeldIsForgotten() throws Exception {
    router.pause(WEB, Duration.ofSeconds(20));
    try (RawClient impatient = new RawClient(router.address())) {
      impatient.send("POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      Thread.sleep(100);
    }
    Thread.sleep(300);

    router.resume(WEB);

    assertThat(client.get("/").status()).isEqualTo(200);
    assertThat(one.requests()).extracting(Application.Request::method).containsExactly("GET");
  }

  @Test
  void aCandidateIsPromotedOrAbandoned() throws IOException {
    router.deploy(WEB, two.slot(), DeployOptions.candidate(Match.everything(), POLICY, 0));
    router.weight(WEB, 100);
    assertThat(client.get("/").header("x-release")).isEqualTo("two");

    router.abandon(WEB);
    assertThat(client.get("/").header("x-release")).isEqualTo("one");

    router.deploy(WEB, two.slot(), DeployOptions.candidate(Match.everything(), POLICY, 0));
    router.promote(WEB);
    assertThat(client.get("/").header("x-release")).isEqualTo("two");
    assertThat(router.table().find(WEB).flatMap(Route::previous)).contains(one.slot());
  }

  @Test
  void countsEachReleaseByHowItsRequestsEnd() throws IOException {
    client.get("/");
    client.get("/error");
    client.get("/empty");
    client.get("/drop");
    router.deploy(WEB, two.slot(), OPTIONS);
    client.get("/");

    List<ReleaseCounters> counters = router.counters();

    assertThat(counters).extracting(each -> each.release().value()).containsExactly("one", "two");
    ReleaseCounters first = counters.getFirst();
    assertThat(first.responses().success()).isEqualTo(2);
    assertThat(first.responses().serverError()).isEqualTo(1);
    assertThat(first.responses().gatewayError()).isEqualTo(1);
    assertThat(first.requests()).isEqualTo(4);
    assertThat(first.errors()).isEqualTo(2);
    assertThat(first.latency().count()).isEqualTo(3);
    assertThat(first.inFlight()).isZero();
    assertThat(counters.getLast().responses().success()).isEqualTo(1);
  }

  @Test
  void aTableThatCannotBeKeptIsNotPutInForce() throws IOException {
    try (Router forgetful =
        Router.start(
            RouterConfig.inProcess()
                .withTable(
                    router.table(),
                    table -> {
                      throw new dev.slipway.fault.SlipwayException(
                          dev.slipway.fault.ErrorCode.MACHINE, "the disk is full");
                    }))) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> forgetful.stop(WEB, "x"))
          .hasMessage("the disk is full");

      try (RawClient other = new RawClient(forgetful.address())) {
        assertThat(other.get("/").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void anOlderTableIsRefused() {
    RouteTable older = router.table();
    router.stop(WEB, "x");

    assertThat(router.apply(older)).isFalse();
    assertThat(router.apply(new RouteTable(older.generation() + 5, older.routes()))).isTrue();
    assertThat(router.table().generation()).isEqualTo(older.generation() + 5);
  }
}
