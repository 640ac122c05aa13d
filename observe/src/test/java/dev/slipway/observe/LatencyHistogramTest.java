package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void everyBucketHoldsItsOwnUpperEnd() {
    for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
      assertThat(LatencyHistogram.bucket(LatencyHistogram.upperMicros(bucket))).isEqualTo(bucket);
    }
  }

  @Test
  void quantilesAreAtMostNinePercentTooLong() {
    LatencyHistogram.Builder builder = LatencyHistogram.builder();
    for (int millis = 1; millis <= 1_000; millis++) {
      builder.add(Duration.ofMillis(millis), 1);
    }
    LatencyHistogram histogram = builder.build();

    assertThat(histogram.total()).isEqualTo(1_000);
    assertThat(histogram.quantile(0.5)).isBetween(Duration.ofMillis(500), Duration.ofMillis(546));
    assertThat(histogram.quantile(0.99))
        .isBetween(Duration.ofMillis(990), Duration.ofMillis(1_080));
  }

  @Test
  void takesTheShortestAndTheLongest() {
    LatencyHistogram histogram =
        LatencyHistogram.builder().addMicros(0, 1).add(Duration.ofHours(3), 1).build();

    assertThat(histogram.quantile(0.5)).isEqualTo(Duration.ofNanos(100_000));
    assertThat(histogram.quantile(1)).isGreaterThan(Duration.ofMinutes(2));
  }

  @Test
  void whatIsAddedAndTakenAwayIsWhatItWas() {
    LatencyHistogram early = LatencyHistogram.builder().addMicros(5_000, 3).build();
    LatencyHistogram more =
        LatencyHistogram.builder().addMicros(5_000, 2).addMicros(90_000, 1).build();

    LatencyHistogram late = early.plus(more);

    assertThat(late.total()).isEqualTo(6);
    assertThat(late.since(early)).isEqualTo(more).hasSameHashCodeAs(more);
  }

  @Test
  void aHistogramThatBeganAgainIsAllNew() {
    LatencyHistogram before = LatencyHistogram.builder().addMicros(5_000, 3).build();
    LatencyHistogram afterwards = LatencyHistogram.builder().addMicros(70_000, 9).build();

    assertThat(afterwards.since(before)).isEqualTo(afterwards);
  }

  @Test
  void countsWhatLiesAboveABucket() {
    LatencyHistogram histogram =
        LatencyHistogram.builder().addMicros(1_000, 4).addMicros(8_000, 3).build();

    assertThat(histogram.above(LatencyHistogram.bucket(1_000))).isEqualTo(3);
    assertThat(histogram.above(LatencyHistogram.bucket(8_000))).isZero();
  }

  @Test
  void refusesToCountBackwards() {
    assertThatThrownBy(() -> LatencyHistogram.builder().addMicros(1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyOneHasNoQuantiles() {
    assertThat(LatencyHistogram.empty().quantile(0.9)).isEqualTo(Duration.ZERO);
  }
}
