package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  @TempDir private Path folder;

  @Test
  void hasALineForEachRequestWithoutItsQuery() throws IOException {
    Path file = folder.resolve("logs/access.log");
    try (Application one = new Application("one")) {
      try (Router router = Router.start(RouterConfig.inProcess().withAccessLog(Optional.of(file)));
          RawClient client = new RawClient(router.address())) {
        router.deploy(
            new ServiceName("web"),
            one.slot(),
            DeployOptions.stable(Match.ofHosts("shop.example"), RoutePolicy.standard()));
        client.send("GET /slow?1 HTTP/1.1\r\nHost: Shop.example:81\r\n\r\n").read();
        client.get("/nowhere?secret");
      }

      List<String> lines = Files.readAllLines(file);

      assertThat(lines).hasSize(2);
      assertThat(lines.getFirst())
          .contains("\"client\":\"127.0.0.1\"")
          .contains("\"method\":\"GET\",\"host\":\"shop.example\",\"path\":\"/slow\"")
          .contains("\"status\":200,\"bytes\":4,")
          .contains("\"service\":\"web\",\"release\":\"one\"");
      assertThat(lines.getLast())
          .contains("\"path\":\"/nowhere\",\"status\":404")
          .contains("\"service\":\"\",\"release\":\"\"");
    }
  }

  @Test
  void saysHowManyLinesAFullDiskCost() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full");
    try (Router router = Router.start(RouterConfig.inProcess().withAccessLog(Optional.of(full)));
        RawClient client = new RawClient(router.address())) {
      client.get("/nowhere");

      long latest = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (router.lostLogLines() == 0 && System.nanoTime() < latest) {
        Thread.sleep(Duration.ofMillis(10));
      }
      assertThat(router.lostLogLines()).isEqualTo(1);
    }
  }

  @Test
  void knowsHowMuchOfASiteWasSent() throws IOException {
    Path file = folder.resolve("access.log");
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "<p>hello");
    try (Router router = Router.start(RouterConfig.inProcess().withAccessLog(Optional.of(file)));
        RawClient client = new RawClient(router.address())) {
      router.deploy(
          new ServiceName("web"),
          new Slot(new ReleaseLabel("one"), new Destination.Site(site, List.of(), Map.of())),
          DeployOptions.stable(Match.everything(), RoutePolicy.standard()));
      client.get("/");
    }

    assertThat(Files.readString(file)).contains("\"status\":200,\"bytes\":8,");
  }
}
