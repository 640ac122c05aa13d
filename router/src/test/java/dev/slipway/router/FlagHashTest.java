package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlagHashTest {
  private final FlagHash hash = new FlagHash();

  @Test
  void agreesWithTheFormulaOfPostHogsClients() {
    // sha1("slipway-canary.user-42variant")[:15] / 0xfffffffffffffff
    assertThat(hash.of("user-42")).isEqualTo(0.7493984959216964);
  }

  @Test
  void aGrowingShareKeepsThoseItHas() {
    for (int id = 0; id < 500; id++) {
      String visitor = "v" + id;
      boolean before = false;
      for (int percent = 0; percent <= 100; percent++) {
        boolean now = hash.isCanary(visitor, percent);
        assertThat(now || !before).isTrue();
        before = now;
      }
      assertThat(before).isTrue();
    }
  }

  @Test
  void isSpreadEvenly() {
    long canaries =
        IntStream.range(0, 100_000).filter(id -> hash.isCanary("visitor-" + id, 10)).count();

    assertThat(canaries).isBetween(9_500L, 10_500L);
  }

  @Test
  void theIdOfAVisitorIsPostHogsBeforeOurOwn() {
    DefaultHttpHeaders headers = new DefaultHttpHeaders();
    assertThat(VisitorId.of(headers)).isNull();

    headers.set("cookie", "a=b; slipway_id=own-1; c=d");
    assertThat(VisitorId.of(headers)).isEqualTo("own-1");

    headers.set(
        "cookie",
        "slipway_id=own-1;"
            + " ph_phc_abc_posthog=%7B%22distinct_id%22%3A%22user%2B1%22%2C%22x%22%3A1%7D");
    assertThat(VisitorId.of(headers)).isEqualTo("user+1");

    headers.set("x-posthog-distinct-id", "traced");
    assertThat(VisitorId.of(headers)).isEqualTo("traced");
  }
}
