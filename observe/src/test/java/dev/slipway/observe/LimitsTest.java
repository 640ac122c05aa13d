package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void suggestsTwiceOfWhatTheReleaseBeforeDid() {
    LatencyHistogram latency =
        LatencyHistogram.builder().add(Duration.ofMillis(300), 1_000).build();

    Limits limits = Limits.suggestedBy(new ArmCounters(1_000, 40, latency));

    assertThat(limits.errorRate()).isEqualTo(0.08);
    assertThat(limits.slow().orElseThrow())
        .isBetween(Duration.ofMillis(600), Duration.ofMillis(660));
  }

  @Test
  void leavesAQuickFaultlessReleaseSomeRoom() {
    LatencyHistogram latency = LatencyHistogram.builder().add(Duration.ofMillis(2), 1_000).build();

    Limits limits = Limits.suggestedBy(new ArmCounters(1_000, 0, latency));

    assertThat(limits.errorRate()).isEqualTo(0.01);
    assertThat(limits.slow().orElseThrow())
        .isBetween(Duration.ofMillis(102), Duration.ofMillis(103));
  }

  @Test
  void suggestsNoLatencyFromAFewRequests() {
    assertThat(Limits.suggestedBy(ArmCounters.of(50, 50)))
        .isEqualTo(new Limits(0.99, Optional.empty()));
  }

  @Test
  void refusesLimitsThatAreNone() {
    assertThatThrownBy(() -> new Limits(0, Optional.empty()))
        .hasMessageContaining("the limit of errors lies between 0.0 and 1.0, not at 0.0");
    assertThatThrownBy(() -> new Limits(0.1, Optional.of(Duration.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
