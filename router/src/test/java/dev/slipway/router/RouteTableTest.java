package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final ServiceName SHOP = new ServiceName("shop");
  private static final ServiceName BLOG = new ServiceName("blog");

  @Test
  void everyChangeRaisesTheGeneration() {
    RouteTable table = RouteTable.empty().with(route(SHOP, Match.everything()));

    assertThat(table.generation()).isEqualTo(1);
    assertThat(table.without(SHOP).generation()).isEqualTo(2);
    assertThat(table.without(SHOP).routes()).isEmpty();
  }

  @Test
  void aPlaceBesideTheStableReleaseIsCheckedBeforeAnybodyIsAsked() {
    assertThatThrownBy(() -> new DeployOptions.Place.Beside(101, Optional.empty()))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("give a percentage from 0 to 100");
    assertThatThrownBy(() -> new DeployOptions.Place.Beside(10, Optional.of("*.example")))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("give a lower-case host name");
  }

  @Test
  void aRouteReplacesTheOneOfItsName() {
    RouteTable table =
        RouteTable.empty()
            .with(route(SHOP, Match.everything()))
            .with(route(SHOP, Match.ofHosts("shop.example")));

    assertThat(table.routes()).hasSize(1);
    assertThat(table.find(SHOP).orElseThrow().match()).isEqualTo(Match.ofHosts("shop.example"));
  }

  @Test
  void theSameHostAndPrefixOfAnotherServiceConflict() {
    RouteTable table =
        RouteTable.empty().with(route(SHOP, Match.ofHosts("a.example", "b.example")));

    assertThat(table.conflict(BLOG, Match.ofHosts("b.example"))).contains(SHOP);
    assertThat(table.conflict(SHOP, Match.ofHosts("b.example"))).isEmpty();
    assertThat(table.conflict(BLOG, new Match(List.of("b.example"), List.of("/blog"), false)))
        .isEmpty();
    assertThat(table.conflict(BLOG, Match.everything())).isEmpty();
  }

  @Test
  void aSwitchKeepsTheReleaseBeforeWarmAndGoesBackToIt() {
    Slot first = slot("r1", 4001);
    Slot second = slot("r2", 4002);
    Route route = Route.of(SHOP, Match.everything(), first, RoutePolicy.standard());

    Route switched = route.switchedTo(second);

    assertThat(switched.stable()).isEqualTo(second);
    assertThat(switched.previous()).contains(first);
    assertThat(switched.switchedBack().stable()).isEqualTo(first);
    assertThat(switched.switchedBack().previous()).isEmpty();
    assertThatThrownBy(route::switchedBack)
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("no earlier release");
  }

  @Test
  void namesAndPlacesAreValidated() {
    assertThat(Upstream.parse("[::1]:80")).isEqualTo(new Upstream("::1", 80));
    assertThat(Upstream.parse("[::1]:80")).hasToString("[::1]:80");
    assertThat(Upstream.parse("localhost:4000")).hasToString("localhost:4000");
    assertThatThrownBy(() -> Upstream.parse("localhost")).hasMessageContaining("HOST:PORT");
    assertThatThrownBy(() -> Upstream.parse("h:99999")).hasMessageContaining("1 to 65535");
    assertThatThrownBy(() -> new ServiceName("Shop")).hasMessageContaining("service name");
    assertThatThrownBy(() -> new ReleaseLabel("a b")).hasMessageContaining("release label");
    assertThatThrownBy(() -> HealthCheck.of("up")).hasMessageContaining("/up");
    assertThatThrownBy(() -> new Match(List.of(), List.of("/api/"), false))
        .hasMessageContaining("/api");
    assertThatThrownBy(() -> new Candidate(slot("r", 1), 101, Optional.empty()))
        .hasMessageContaining("0 to 100");
  }

  private static Route route(ServiceName service, Match match) {
    return Route.of(service, match, slot("r1", 4001), RoutePolicy.standard());
  }

  private static Slot slot(String release, int port) {
    return Slot.of(
        new ReleaseLabel(release), List.of(new Upstream("127.0.0.1", port)), HealthCheck.of("/up"));
  }
}
