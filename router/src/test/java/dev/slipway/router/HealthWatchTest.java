package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private static final HealthCheck OFTEN =
      new HealthCheck("/up", Optional.empty(), Duration.ofMillis(20), Duration.ofSeconds(2), 3);

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private volatile String lastHeard = "";
  private final HealthWatch watch =
      new HealthWatch(
          new HealthWatch.Listener() {
            @Override
            public void sick(ServiceName service, Slot slot, Upstream upstream, String reason) {
              hear("sick " + service + " " + slot.release() + ": " + reason);
            }

            @Override
            public void well(ServiceName service, Slot slot, Upstream upstream) {
              hear("well " + service + " " + slot.release());
            }
          });

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void saysWhenAnInstanceFallsSickAndWhenItIsWellAgain() throws Exception {
    try (ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL)) {
      watch.follow(table(instance));
      assertThat(next()).isEqualTo("well web 1");

      instance.answer(ScriptedInstance.SICK);
      assertThat(next()).isEqualTo("sick web 1: GET /up answered 503 Service Unavailable");

      instance.answer(ScriptedInstance.WELL);
      assertThat(next()).isEqualTo("well web 1");
    }
  }

  @Test
  void followsTheTableInForce() throws Exception {
    try (ScriptedInstance one = new ScriptedInstance(ScriptedInstance.WELL);
        ScriptedInstance two = new ScriptedInstance(ScriptedInstance.WELL)) {
      RouteTable table = table(one);
      Route route = table.routes().getFirst();
      watch.follow(table);
      assertThat(next()).isEqualTo("well web 1");

      watch.follow(table.with(route.switchedTo(slot("2", two))));
      assertThat(next()).isEqualTo("well web 2");

      watch.follow(RouteTable.empty());
      one.answer(ScriptedInstance.SICK);
      two.answer(ScriptedInstance.SICK);
      assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  /** Keeps what is new: every check of a well instance says the same. */
  private synchronized void hear(String line) {
    if (!line.equals(lastHeard)) {
      lastHeard = line;
      heard.add(line);
    }
  }

  private String next() throws InterruptedException {
    String line = heard.poll(20, TimeUnit.SECONDS);
    assertThat(line).isNotNull();
    return line;
  }

  private static RouteTable table(ScriptedInstance instance) throws IOException {
    return RouteTable.empty()
        .with(
            Route.of(
                new ServiceName("web"),
                Match.everything(),
                slot("1", instance),
                RoutePolicy.standard()));
  }

  private static Slot slot(String release, ScriptedInstance instance) {
    return Slot.of(new ReleaseLabel(release), List.of(instance.upstream()), OFTEN);
  }
}
