package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficSplitTest {
  private final TrafficSplit split = new TrafficSplit();

  @Test
  void bearsWithChance() {
    split.add(0.1, 130, 870);

    assertThat(split.mismatched()).isFalse();
  }

  @Test
  void bearsWithAFewBusyUsers() {
    split.add(0.1, 60, 140);

    assertThat(split.mismatched()).isFalse();
  }

  @Test
  void findsANewReleaseThatHardlyGetsAnything() {
    split.add(0.5, 1_000, 9_000);

    assertThat(split.mismatched()).isTrue();
    assertThat(split.seen()).isEqualTo(0.1);
  }

  @Test
  void bearsWithASmallDifferenceHoweverCertain() {
    split.add(0.1, 150_000, 850_000);

    assertThat(split.mismatched()).isFalse();
  }

  @Test
  void beginsAnewWithAnotherShare() {
    split.add(0.5, 1_000, 9_000);

    split.add(0.1, 1_000, 9_000);

    assertThat(split.mismatched()).isFalse();
    assertThat(split.planned()).isEqualTo(0.1);
  }

  @Test
  void hasNothingToSayWhenOneReleaseHasItAll() {
    split.add(1, 10_000, 0);

    assertThat(split.odds()).isEqualTo(1);
    assertThat(split.mismatched()).isFalse();
  }
}
