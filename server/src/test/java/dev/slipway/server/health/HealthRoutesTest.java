package dev.slipway.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Observer.Answered;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private final Metrics metrics = new Metrics();

  private record Watcher() implements Caller {
    @Override
    public String name() {
      return "watcher";
    }

    @Override
    public boolean isSignedIn() {
      return true;
    }

    @Override
    public boolean may(Role role, Place place) {
      return role == Role.VIEWER;
    }
  }

  private Response.Json ready(Caller caller, Check... checks) throws IOException {
    Route route =
        new HealthRoutes(List.of(checks), metrics)
            .routes().stream()
                .filter(each -> each.template().equals("/readyz"))
                .findFirst()
                .orElseThrow();
    return (Response.Json) route.handler().answer(Request.get("/readyz").by(caller));
  }

  @Test
  void isReadyWhenEveryPartIs() throws IOException {
    Response.Json answer = ready(Caller.nobody(), new Check("database", Optional::empty));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.content().text())
        .isEqualTo("{\"ready\":true,\"parts\":{\"database\":\"ok\"}}\n");
  }

  @Test
  void whyAPartDoesNotWorkIsToldToWhoMaySeeTheServer() throws IOException {
    Check full = new Check("disk", () -> Optional.of("3 MB are left"));
    Check broken =
        new Check(
            "queue",
            () -> {
              throw new IllegalStateException("no queue");
            });

    Response.Json stranger = ready(Caller.nobody(), full, broken);
    Response.Json watcher = ready(new Watcher(), full, broken);

    assertThat(stranger.status()).isEqualTo(503);
    assertThat(stranger.content().text()).doesNotContain("MB").doesNotContain("no queue");
    assertThat(watcher.content().text()).contains("3 MB are left").contains("no queue");
  }

  @Test
  void aPartThatDoesNotAnswerIsNotWaitedForLong() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Check stuck =
        new Check(
            "router",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            });

    Response.Json answer = ready(new Watcher(), stuck);

    assertThat(answer.content().text()).contains("no answer within 2 s");
    never.countDown();
  }

  @Test
  void numbersAreInTheTextFormat() {
    Answered answered =
        new Answered(
            "GET", "/runs/{run}", "/runs/17", 200, Duration.ofMillis(1500), "ann", "10.0.0.1");
    metrics.answered(answered);
    metrics.answered(answered);
    metrics.answered(new Answered("BREW", "", "/<script>", 405, Duration.ZERO, "", "10.0.0.1"));
    metrics.gauge(
        "queue_items",
        "Items that wait.",
        () -> List.of(new Metrics.Sample(Map.of("state", "a \"b\"\n"), 3)));
    metrics.gauge(
        "broken",
        "Never there.",
        () -> {
          throw new IllegalStateException();
        });

    String text = metrics.text();

    assertThat(text)
        .contains("# TYPE slipway_http_requests_total counter\n")
        .contains(
            "slipway_http_requests_total{method=\"GET\",route=\"/runs/{run}\",status=\"200\"} 2\n")
        .contains(
            "slipway_http_request_seconds_total{method=\"GET\",route=\"/runs/{run}\","
                + "status=\"200\"} 3\n")
        .contains("slipway_http_requests_total{method=\"other\",route=\"none\",status=\"405\"} 1\n")
        .contains("slipway_queue_items{state=\"a \\\"b\\\"\\n\"} 3\n")
        .doesNotContain("script")
        .doesNotContain("broken");
    assertThat(Content.of(text).length()).isPositive();
  }
}
