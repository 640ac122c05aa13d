package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArmCountersTest {
  @Test
  void refusesMoreErrorsThanRequests() {
    assertThatThrownBy(() -> ArmCounters.of(3, 4)).hasMessage("of 3 requests 4 cannot have failed");
  }

  @Test
  void tellsWhatWasAdded() {
    assertThat(ArmCounters.of(10, 2).since(ArmCounters.of(7, 1))).isEqualTo(ArmCounters.of(3, 1));
  }

  @Test
  void beginsAnewWhenAnyCountFell() {
    ArmCounters now = ArmCounters.of(10, 1);

    assertThat(now.since(ArmCounters.of(7, 2))).isEqualTo(now);
    assertThat(now.since(ArmCounters.of(11, 0))).isEqualTo(now);
  }

  @Test
  void hasNoErrorRateWithoutRequests() {
    assertThat(ArmCounters.none().errorRate()).isZero();
  }
}
