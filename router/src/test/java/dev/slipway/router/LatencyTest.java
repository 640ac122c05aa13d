package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.router.Latency.Bucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void quantilesComeFromTheBucketThatHoldsThem() {
    Latency latency =
        new Latency(List.of(new Bucket(100, 90), new Bucket(200, 9), new Bucket(5000, 1)));

    assertThat(latency.count()).isEqualTo(100);
    assertThat(latency.quantileMicros(0.5)).isEqualTo(100);
    assertThat(latency.quantileMicros(0.99)).isEqualTo(200);
    assertThat(latency.quantileMicros(1)).isEqualTo(5000);
    assertThat(Latency.none().quantileMicros(0.5)).isZero();
  }

  @Test
  void twoReadingsSubtractExactly() {
    Latency earlier = new Latency(List.of(new Bucket(100, 4), new Bucket(300, 1)));
    Latency later =
        new Latency(List.of(new Bucket(100, 4), new Bucket(200, 7), new Bucket(300, 3)));

    assertThat(later.minus(earlier).buckets())
        .containsExactly(new Bucket(200, 7), new Bucket(300, 2));
    assertThat(later.minus(later)).isEqualTo(Latency.none());
  }
}
