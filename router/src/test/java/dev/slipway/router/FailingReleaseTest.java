package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances and releases that die while they are asked. */
class FailingReleaseTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final DeployOptions OPTIONS =
      DeployOptions.stable(Match.everything(), RoutePolicy.standard());

  private Router router;
  private Application one;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    router = Router.start(RouterConfig.inProcess().withWorkers(1));
    one = new Application("one");
    router.deploy(WEB, one.slot(), OPTIONS);
    client = new RawClient(router.address());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    router.close();
    one.close();
  }

  @Test
  void aReleaseThatDiesAfterItsSwitchIsSwitchedBackAndNoGetFails() throws Exception {
    try (Application two = new Application("two")) {
      router.deploy(WEB, two.slot(), OPTIONS);
      assertThat(client.get("/").header("x-release")).isEqualTo("two");

      two.kill();

      for (int i = 0; i < 10; i++) {
        RawClient.Answer answer = client.get("/" + i);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-release")).isEqualTo("one");
      }
      RouterEvent.SwitchedBack back = await(RouterEvent.SwitchedBack.class);
      assertThat(back.from().value()).isEqualTo("two");
      assertThat(back.to().value()).isEqualTo("one");
      assertThat(router.table().generation()).isEqualTo(back.generation());
      assertThat(router.table().find(WEB).orElseThrow().stable()).isEqualTo(one.slot());
    }
  }

  @Test
  void underLoadADyingReleaseFailsNoGetAndNoHead() throws Exception {
    try (Application two = new Application("two").forgetful();
        Load load = new Load(router.address(), 7)) {
      one.forgetful();
      load.startReaders();
      router.deploy(WEB, two.slot(), OPTIONS);
      Thread.sleep(300);

      Instant killed = Instant.now();
      two.kill();
      await(RouterEvent.SwitchedBack.class);

      Instant back =
          router.events(0, Duration.ZERO).stream()
              .filter(numbered -> numbered.event() instanceof RouterEvent.SwitchedBack)
              .map(RouterEvent.Numbered::at)
              .findFirst()
              .orElseThrow();
      Thread.sleep(200);
      load.close();
      assertThat(load.failures()).isEmpty();
      assertThat(load.requests()).isGreaterThan(50);
      // An order of magnitude for a loaded machine; the budget is one second.
      assertThat(Duration.between(killed, back)).isLessThan(Duration.ofSeconds(10));
      System.out.println(
          "a dying release: "
              + load.requests()
              + " GETs and HEADs, none failed, back after "
              + Duration.between(killed, back).toMillis()
              + " ms");
    }
  }

  @Test
  void aReleaseThatDiesWithoutTrafficIsSwitchedBackToo() throws Exception {
    try (Application two = new Application("two")) {
      router.deploy(WEB, two.slot(), OPTIONS);

      two.kill();

      assertThat(await(RouterEvent.SwitchedBack.class).reason()).contains("nothing listens");
    }
  }

  @Test
  void thereIsNoSwitchBackToAReleaseThatWasRetired() throws Exception {
    try (Application two = new Application("two")) {
      router.deploy(WEB, two.slot(), OPTIONS);
      router.retire(WEB);

      two.kill();

      assertThat(client.get("/").status()).isEqualTo(502);
      assertThat(router.table().find(WEB).orElseThrow().stable()).isEqualTo(two.slot());
    }
  }

  @Test
  void aNameThatIsUnknownIsNotLookedUpForARequest() throws Exception {
    Slot slot =
        Slot.of(
            new ReleaseLabel("two"),
            List.of(new Upstream("nowhere.invalid", 80)),
            HealthCheck.of("/up"));
    Route route = router.table().find(WEB).orElseThrow();
    router.apply(router.table().with(route.switchedTo(slot).withoutPrevious()));

    for (int i = 0; i < 3; i++) {
      assertThat(client.get("/" + i).status()).isEqualTo(502);
    }

    assertThat(await(RouterEvent.Ejected.class).reason()).contains("UnresolvedAddressException");
  }

  @Test
  void aPostThatWasNotSentGoesToTheReleaseBefore() throws Exception {
    try (Application two = new Application("two")) {
      router.deploy(WEB, two.slot(), OPTIONS);

      two.kill();
      client.send("POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");

      RawClient.Answer answer = client.read();
      assertThat(answer.header("x-release")).isEqualTo("one");
      assertThat(answer.text()).startsWith("3 ba7816bf");
    }
  }

  @Test
  void aDeadInstanceIsEjectedAndComesBack() throws Exception {
    Application second = new Application("two");
    Slot slot =
        Slot.of(
            new ReleaseLabel("pair"),
            List.of(one.upstream(), second.upstream()),
            HealthCheck.of("/up"));
    router.deploy(WEB, slot, OPTIONS);
    router.retire(WEB);
    second.kill();

    for (int i = 0; i < 20; i++) {
      assertThat(client.get("/" + i).header("x-release")).isEqualTo("one");
    }
    assertThat(await(RouterEvent.Ejected.class).upstream()).isEqualTo(second.upstream());

    try (Application again = new Application("again", second.upstream().port())) {
      assertThat(await(RouterEvent.Reinstated.class).upstream()).isEqualTo(again.upstream());
      assertThat(List.of(release(), release(), release(), release())).contains("again", "one");
    }
  }

  @Test
  void aBrokenCandidateFailsNobody() throws Exception {
    try (Application two = new Application("two")) {
      router.deploy(
          WEB,
          two.slot(),
          DeployOptions.candidate(Match.everything(), RoutePolicy.standard(), 100));
      assertThat(release()).isEqualTo("two");

      two.kill();

      for (int i = 0; i < 10; i++) {
        assertThat(release()).isEqualTo("one");
      }
    }
  }

  @Test
  void theReleaseThatStepsInForACandidateIsToldItsOwnName() throws Exception {
    try (Application two = new Application("two")) {
      router.deploy(
          WEB,
          two.slot(),
          DeployOptions.candidate(Match.everything(), RoutePolicy.standard(), 100));

      two.kill();

      assertThat(client.get("/").text()).contains("x-slipway-release: one\n");
    }
  }

  private String release() throws IOException {
    return client.get("/").header("x-release");
  }

  private <E extends RouterEvent> E await(Class<E> kind) {
    long known = 0;
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (System.nanoTime() < deadline) {
      for (RouterEvent.Numbered numbered : router.events(known, Duration.ofSeconds(1))) {
        known = numbered.seq();
        if (kind.isInstance(numbered.event())) {
          return kind.cast(numbered.event());
        }
      }
    }
    throw new AssertionError("no " + kind.getSimpleName());
  }
}
