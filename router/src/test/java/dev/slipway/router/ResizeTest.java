package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release whose instances come and go one by one. */
class ResizeTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final RoutePolicy POLICY =
      RoutePolicy.standard().withDrain(Duration.ofMillis(200)).withGrace(Duration.ofSeconds(30));
  private static final String UPGRADE =
      """
      GET /socket HTTP/1.1\r
      Host: a\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;

  private Router router;
  private final List<Application> instances = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    router = Router.start(RouterConfig.inProcess().withWorkers(2));
    for (int i = 0; i < 3; i++) {
      instances.add(new Application("r1").forgetful());
    }
  }

  @AfterEach
  void stop() {
    router.close();
    instances.forEach(Application::close);
  }

  private static Slot slot(String release, List<Application> instances) {
    List<Upstream> upstreams = instances.stream().map(Application::upstream).toList();
    return Slot.of(new ReleaseLabel(release), upstreams, HealthCheck.of("/up"));
  }

  private DeployOutcome resize(List<Application> to) {
    return router.resize(WEB, slot("r1", to), LONGEST);
  }

  private void deploy(List<Application> to) {
    assertThat(router.deploy(WEB, slot("r1", to), DeployOptions.stable(Match.everything(), POLICY)))
        .isInstanceOf(DeployOutcome.Switched.class);
  }

  private Slot stable() {
    return router.table().find(WEB).orElseThrow().stable();
  }

  /** Waits until an instance that was taken out has nothing left to do. */
  private RouterEvent.Left awaitLeft(Application instance, long after) {
    long known = after;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      for (RouterEvent.Numbered numbered : router.events(known, Duration.ofSeconds(1))) {
        known = numbered.seq();
        if (numbered.event() instanceof RouterEvent.Left left
            && left.upstream().equals(instance.upstream())) {
          return left;
        }
      }
    }
    throw new AssertionError(instance.upstream() + " never left");
  }

  private long lastEvent() {
    List<RouterEvent.Numbered> all = router.events(0, Duration.ZERO);
    return all.isEmpty() ? 0 : all.getLast().seq();
  }

  @Test
  void noRequestFailsWhileInstancesGoAndComeOneByOne() throws Exception {
    deploy(instances);
    try (Load load = new Load(router.address(), 20_260_202)) {
      load.start();
      int changes = 0;
      long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
      while (System.nanoTime() < end && load.failures().isEmpty()) {
        long before = lastEvent();
        Application going = instances.removeFirst();
        assertThat(resize(instances)).isInstanceOf(DeployOutcome.Switched.class);
        RouterEvent.Left left = awaitLeft(going, before);
        assertThat(left.requestsCut()).isZero();
        going.kill();
        instances.add(new Application("r1").forgetful());
        assertThat(resize(instances)).isInstanceOf(DeployOutcome.Switched.class);
        changes += 2;
      }
      load.close();

      System.out.println(
          changes
              + " changes of instances, "
              + load.requests()
              + " requests, "
              + load.streams()
              + " streams ended cleanly, "
              + load.failures().size()
              + " failed");
      assertThat(load.failures()).isEmpty();
      assertThat(changes).isGreaterThan(3);
      assertThat(load.requests()).isGreaterThan(100);
      assertThat(load.streams()).isPositive();
      assertThat(router.counters().stream().mapToLong(ReleaseCounters::errors).sum()).isZero();
    }
  }

  @Test
  void streamsOfAnInstanceThatLeavesGetTheirGoodbyeAndThoseOfOthersGoOn() throws IOException {
    deploy(instances.subList(0, 1));
    try (RawClient early = new RawClient(router.address());
        RawClient late = new RawClient(router.address())) {
      early.send(UPGRADE).head();

      resize(instances.subList(1, 2));
      late.send(UPGRADE).head();

      assertThat(WebSocketFrame.read(early.in()).isClose()).isTrue();
      assertThat(awaitLeft(instances.get(0), 0).streamsEnded()).isEqualTo(1);
      resize(instances.subList(1, 3));
      pause(Duration.ofMillis(500));
      late.send(new WebSocketFrame(1, "still here").masked());
      assertThat(WebSocketFrame.read(late.in()).payload()).isEqualTo("still here");
    }
  }

  @Test
  void aRequestThatAnInstanceHasWhenItLeavesIsFinishedByIt() throws Exception {
    deploy(instances.subList(0, 1));
    try (RawClient client = new RawClient(router.address())) {
      client.send("GET /slow?900 HTTP/1.1\r\nHost: a\r\n\r\n");
      pause(Duration.ofMillis(200));

      resize(instances.subList(1, 3));

      assertThat(client.read().text()).isEqualTo("slow");
      RouterEvent.Left left = awaitLeft(instances.get(0), 0);
      assertThat(left.requestsCut()).isZero();
      assertThat(left.took()).isGreaterThan(Duration.ofMillis(300));
    }
  }

  @Test
  void anInstanceThatComesMustBeHealthyFirst() {
    deploy(instances.subList(0, 2));
    instances.get(2).healthy(false);
    RouteTable before = router.table();

    DeployOutcome outcome = router.resize(WEB, slot("r1", instances), Duration.ofMillis(200));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            DeployOutcome.NeverHealthy.class,
            never -> assertThat(never.upstream()).isEqualTo(instances.get(2).upstream()));
    assertThat(router.table()).isEqualTo(before);
  }

  @Test
  void askingForWhatThereIsChangesNothing() {
    deploy(instances);
    RouteTable before = router.table();

    assertThat(resize(instances)).isInstanceOf(DeployOutcome.Switched.class);

    assertThat(router.table()).isEqualTo(before);
  }

  @Test
  void theReleaseBeforeCanBeMadeLargerBeforeItGetsTheTrafficBack() throws IOException {
    deploy(instances.subList(0, 1));
    Application two = new Application("r2");
    router.deploy(WEB, two.slot(), DeployOptions.stable(Match.everything(), POLICY));

    resize(instances);
    router.switchBack(WEB, "it is bad");

    assertThat(stable()).isEqualTo(slot("r1", instances));
    try (RawClient client = new RawClient(router.address())) {
      assertThat(client.get("/").header("x-release")).isEqualTo("r1");
    }
    two.close();
  }

  @Test
  void aReleaseThatIsNotInTheRouteHasNoInstancesToChange() {
    deploy(instances);

    assertThatThrownBy(() -> router.resize(WEB, slot("r9", instances), LONGEST))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessage("service 'web' has no instances of release r9; deploy it first");
  }

  @Test
  void theInstancesOfACandidateThatGrowsKeepTheirStreams() throws IOException {
    Application stable = new Application("r0");
    router.deploy(WEB, stable.slot(), DeployOptions.stable(Match.everything(), POLICY));
    DeployOptions all = DeployOptions.candidate(Match.everything(), POLICY, 100);
    router.deploy(WEB, slot("r1", instances.subList(0, 1)), all);
    try (RawClient client = new RawClient(router.address())) {
      client.send(UPGRADE).head();

      router.deploy(WEB, slot("r1", instances), all);
      pause(Duration.ofMillis(500));

      client.send(new WebSocketFrame(1, "still here").masked());
      assertThat(WebSocketFrame.read(client.in()).payload()).isEqualTo("still here");
    }
    stable.close();
  }

  private static void pause(Duration span) {
    try {
      Thread.sleep(span);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
