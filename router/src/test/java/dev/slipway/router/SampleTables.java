package dev.slipway.router;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Route tables for tests of what is kept and sent. */
final class SampleTables {
  private SampleTables() {}

  static Slot slot(String release, int port) {
    return Slot.of(
        new ReleaseLabel(release), List.of(new Upstream("127.0.0.1", port)), HealthCheck.of("/up"));
  }

  /** A table in which everything that can be set is set. */
  static RouteTable full() {
    HealthCheck health =
        new HealthCheck(
            "/healthz",
            Optional.of("app.example"),
            Duration.ofMillis(250),
            Duration.ofMillis(1_500),
            3);
    Slot stable =
        Slot.of(
            new ReleaseLabel("sha256:aa11"),
            List.of(new Upstream("::1", 8001), new Upstream("10.0.0.7", 8002)),
            health);
    Route api =
        new Route(
            new ServiceName("api"),
            new Match(List.of("app.example", "*.app.example"), List.of("/api", "/v2"), true),
            stable,
            Optional.of(new Candidate(slot("bb22", 8003), 10, Optional.of("preview.app.example"))),
            Optional.of(slot("0099", 8000)),
            new Mode.Paused(Duration.ofSeconds(7)),
            new RoutePolicy(
                Duration.ofSeconds(3),
                Duration.ofSeconds(40),
                Duration.ofSeconds(50),
                Duration.ofSeconds(60),
                12_345));
    Destination.Site site =
        new Destination.Site(
            Path.of("/srv/site/2"),
            List.of(Path.of("/srv/site/1"), Path.of("/srv/site/0")),
            Map.of(
                "apiUrl", "https://app.example/api", "text", "with \"quotes\" and \u00fcmlauts"));
    Route web =
        Route.of(
                new ServiceName("web"),
                Match.ofHosts("app.example"),
                new Slot(new ReleaseLabel("cc33"), site),
                RoutePolicy.standard())
            .withMode(new Mode.Maintenance("back at \"noon\""));
    Route old =
        Route.of(new ServiceName("old"), Match.everything(), slot("1", 1), RoutePolicy.standard())
            .withMode(new Mode.Stopped("moved"));
    return new RouteTable(41, List.of(api, web, old));
  }
}
