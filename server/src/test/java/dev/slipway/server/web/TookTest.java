package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TookTest {
  @Test
  void saysLengthsAsShortAsTheyAreTold() {
    assertThat(Took.text(Duration.ofMillis(80))).isEqualTo("80ms");
    assertThat(Took.text(Duration.ofMillis(3499))).isEqualTo("3.4s");
    assertThat(Took.text(Duration.ofSeconds(12))).isEqualTo("12s");
    assertThat(Took.text(Duration.ofSeconds(123))).isEqualTo("2m 3s");
    assertThat(Took.text(Duration.ofMinutes(64))).isEqualTo("1h 4m");
    assertThat(Took.text(Duration.ofSeconds(-1))).isEqualTo("0ms");
  }

  @Test
  void saysHowLongAgo() {
    assertThat(Took.ago(Duration.ofSeconds(3))).isEqualTo("just now");
    assertThat(Took.ago(Duration.ofSeconds(59))).isEqualTo("59 s ago");
    assertThat(Took.ago(Duration.ofMinutes(61))).isEqualTo("1 h ago");
    assertThat(Took.ago(Duration.ofDays(3))).isEqualTo("3 d ago");
  }

  @Test
  void saysSizesAndCounts() {
    assertThat(Sizes.text(812)).isEqualTo("812 B");
    assertThat(Sizes.text(4200)).isEqualTo("4.2 kB");
    assertThat(Sizes.text(1_073_741_824)).isEqualTo("1.0 GB");
    assertThat(Sizes.count(12_345_678)).isEqualTo("12,345,678");
    assertThat(Sizes.count(-12)).isEqualTo("-12");
  }
}
