package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final RateLimit limit = new RateLimit(() -> now, 3, Duration.ofMinutes(1));

  @Test
  void letsThroughSoManyAtOnceAndThenEvenly() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.allows("a")).isTrue();
    }
    assertThat(limit.allows("a")).isFalse();

    now = now.plusSeconds(20);

    assertThat(limit.allows("a")).isTrue();
    assertThat(limit.allows("a")).isFalse();
  }

  @Test
  void oneDoesNotUseUpWhatAnotherMay() {
    for (int i = 0; i < 10; i++) {
      limit.allows("a");
    }

    assertThat(limit.allows("b")).isTrue();
  }

  @Test
  void manyKeysDoNotFillTheMemoryNorLetTheBusyOneThrough() {
    for (int i = 0; i < 50_000; i++) {
      limit.allows("stranger " + i);
      limit.allows("busy");
    }

    assertThat(limit.allows("busy")).isFalse();
  }
}
