package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything a client can ask, over a real socket. */
class RouterClientTest {
  private static final ServiceName WEB = new ServiceName("web");

  @TempDir Path folder;
  private final TableRouter router = new TableRouter();
  private AdminServer server;
  private RouterClient client;

  @BeforeEach
  void listen() {
    RouterStatus status =
        new RouterStatus(
            77, Instant.ofEpochMilli(5), "127.0.0.1:80", Optional.of("127.0.0.1:443"), 3);
    Path socket = folder.resolve("admin.sock");
    server = AdminServer.listen(socket, new RouterOperator(router, () -> status, () -> 7));
    client = new RouterClient(socket);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void knowsTheStatusOfTheRouter() {
    assertThat(client.status())
        .isEqualTo(
            new RouterStatus(
                77, Instant.ofEpochMilli(5), "127.0.0.1:80", Optional.of("127.0.0.1:443"), 3));
  }

  @Test
  void carriesAWholeTableBothWays() {
    assertThat(client.apply(SampleTables.full())).isTrue();
    assertThat(client.table()).isEqualTo(SampleTables.full());
    assertThat(client.apply(new RouteTable(40, List.of()))).isFalse();
    assertThat(client.table()).isEqualTo(SampleTables.full());
  }

  @Test
  void deploysAndTellsHowItEnded() {
    DeployOptions stable = DeployOptions.stable(Match.everything(), RoutePolicy.standard());

    assertThat(client.deploy(WEB, SampleTables.slot("1", 8001), stable))
        .isEqualTo(new DeployOutcome.Switched(1, Duration.ofMillis(120), Duration.ofNanos(4_321)));
    assertThat(client.deploy(WEB, SampleTables.slot("sick", 8001), stable))
        .isEqualTo(
            new DeployOutcome.NeverHealthy(
                new Upstream("127.0.0.1", 8001), "GET /up answered 500", Duration.ofSeconds(30)));
    assertThat(client.deploy(new ServiceName("other"), SampleTables.slot("1", 8002), stable))
        .isEqualTo(new DeployOutcome.Conflict(WEB));
  }

  @Test
  void leadsACandidateThroughItsLife() {
    Match match = Match.ofHosts("a.example");
    DeployOptions stable = DeployOptions.stable(match, RoutePolicy.standard());
    DeployOptions beside =
        new DeployOptions(
            match,
            RoutePolicy.standard(),
            Duration.ofSeconds(5),
            new DeployOptions.Place.Beside(10, Optional.of("preview.example")));
    client.deploy(WEB, SampleTables.slot("1", 8001), stable);

    client.deploy(WEB, SampleTables.slot("2", 8002), beside);
    client.weight(WEB, 25);
    assertThat(route().candidate())
        .hasValue(new Candidate(SampleTables.slot("2", 8002), 25, Optional.of("preview.example")));

    client.promote(WEB);
    assertThat(route().stable().release()).isEqualTo(new ReleaseLabel("2"));
    client.switchBack(WEB, "it is bad");
    assertThat(route().stable().release()).isEqualTo(new ReleaseLabel("1"));

    client.deploy(WEB, SampleTables.slot("3", 8003), beside);
    client.abandon(WEB);
    assertThat(route().candidate()).isEmpty();
    client.deploy(WEB, SampleTables.slot("4", 8004), stable);
    client.retire(WEB);
    assertThat(route().previous()).isEmpty();
  }

  @Test
  void givesAReleaseOtherInstances() {
    Slot slot = SampleTables.slot("1", 8001);
    client.deploy(WEB, slot, DeployOptions.stable(Match.everything(), RoutePolicy.standard()));
    List<Upstream> more = List.of(new Upstream("127.0.0.1", 8001), new Upstream("127.0.0.1", 8002));
    Slot larger = Slot.of(slot.release(), more, HealthCheck.of("/up"));

    assertThat(client.resize(WEB, larger, Duration.ofMillis(1500)))
        .isEqualTo(
            new DeployOutcome.Switched(
                client.table().generation(), Duration.ofMillis(1500), Duration.ZERO));
    assertThat(route().stable()).isEqualTo(larger);
  }

  @Test
  void changesTheModeOfAServiceAndRemovesIt() {
    client.deploy(
        WEB,
        SampleTables.slot("1", 8001),
        DeployOptions.stable(Match.everything(), RoutePolicy.standard()));

    client.pause(WEB, Duration.ofSeconds(3));
    assertThat(route().mode()).isEqualTo(new Mode.Paused(Duration.ofSeconds(3)));
    client.maintenance(WEB, "back \"soon\"");
    assertThat(route().mode()).isEqualTo(new Mode.Maintenance("back \"soon\""));
    client.stop(WEB, "closed");
    assertThat(route().mode()).isEqualTo(new Mode.Stopped("closed"));
    client.resume(WEB);
    assertThat(route().mode()).isEqualTo(new Mode.Running());
    client.remove(WEB);
    assertThat(client.table().routes()).isEmpty();
  }

  @Test
  void readsCountersExactly() {
    ReleaseCounters counters =
        new ReleaseCounters(
            WEB,
            new ReleaseLabel("sha256:aa"),
            new ReleaseCounters.Responses(1, 2, 3, 4, 5, 6, 7, 8),
            new Latency(List.of(new Latency.Bucket(120, 3), new Latency.Bucket(4_000, 1))),
            9);
    router.count(counters);

    assertThat(client.counters()).containsExactly(counters);
    assertThat(client.metrics())
        .contains("slipway_router_in_flight_requests{service=\"web\",release=\"sha256:aa\"} 9\n")
        .contains("\nslipway_router_access_log_lost_lines_total 7\n");
  }

  @Test
  void readsEveryKindOfEvent() {
    ReleaseLabel one = new ReleaseLabel("1");
    ReleaseLabel two = new ReleaseLabel("2");
    Upstream upstream = new Upstream("::1", 9);
    List<RouterEvent> all =
        List.of(
            new RouterEvent.Switched(WEB, Optional.of(one), two, 1),
            new RouterEvent.Switched(WEB, Optional.empty(), two, 1),
            new RouterEvent.Shifted(WEB, Optional.of(two), 25, 2),
            new RouterEvent.Shifted(WEB, Optional.empty(), 0, 3),
            new RouterEvent.Drained(WEB, one, Duration.ofMillis(7), 4, 5),
            new RouterEvent.Resized(WEB, one, List.of(upstream), List.of(), 4),
            new RouterEvent.Left(WEB, one, upstream, Duration.ofMillis(8), 1, 2),
            new RouterEvent.Ejected(WEB, two, upstream, "it died"),
            new RouterEvent.Reinstated(WEB, two, upstream),
            new RouterEvent.SwitchedBack(WEB, two, one, "it died", 4),
            new RouterEvent.ModeChanged(WEB, new Mode.Stopped("x"), 5),
            new RouterEvent.Removed(WEB, 6));
    all.forEach(router::happen);

    List<RouterEvent.Numbered> read = client.events(0, Duration.ZERO);

    assertThat(read).extracting(RouterEvent.Numbered::event).containsExactlyElementsOf(all);
    assertThat(read).extracting(RouterEvent.Numbered::seq).first().isEqualTo(1L);
    assertThat(client.events(11, Duration.ofMillis(10))).hasSize(1);
  }

  @Test
  void throwsTheFaultOfTheRouterWithItsCode() {
    assertThatThrownBy(() -> client.resume(new ServiceName("nobody")))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessage("the router serves no service 'nobody'");
  }

  @Test
  void saysThatNoRouterListens() {
    RouterClient lonely = new RouterClient(folder.resolve("none.sock"));

    assertThatThrownBy(lonely::table)
        .isInstanceOfSatisfying(
            SlipwayException.class,
            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNREACHABLE))
        .hasMessageContaining("no router listens at")
        .hasMessageContaining("slipway router run");
  }

  private Route route() {
    return client.table().find(WEB).orElseThrow();
  }
}
