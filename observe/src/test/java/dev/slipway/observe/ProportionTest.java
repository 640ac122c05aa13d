package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProportionTest {
  @Test
  void knowsTheGammaFunction() {
    assertThat(Proportion.logGamma(1)).isCloseTo(0, within(1e-9));
    assertThat(Proportion.logGamma(0.5)).isCloseTo(Math.log(Math.sqrt(Math.PI)), within(1e-9));
    assertThat(Proportion.logGamma(11)).isCloseTo(Math.log(3_628_800), within(1e-9));
  }

  @Test
  void boundsLieAroundWhatWasSeenAndCloseInOnIt() {
    double few = Proportion.upper(5, 100, 0.05) - Proportion.lower(5, 100, 0.05);
    double many = Proportion.upper(500, 10_000, 0.05) - Proportion.lower(500, 10_000, 0.05);

    assertThat(Proportion.lower(5, 100, 0.05)).isBetween(0.0, 0.05);
    assertThat(Proportion.upper(5, 100, 0.05)).isBetween(0.05, 0.2);
    assertThat(many).isLessThan(few / 5);
  }

  @Test
  void knowsNothingOfNothing() {
    assertThat(Proportion.upper(0, 0, 0.05)).isEqualTo(1);
    assertThat(Proportion.lower(0, 0, 0.05)).isEqualTo(0);
    assertThat(Proportion.largestDifference(0, 0, 0, 0, 0.05)).isEqualTo(1);
  }

  @Test
  void holdTheTruthAtEveryLookAtOnce() {
    SplittableRandom random = new SplittableRandom(42);
    double truth = 0.03;
    int missed = 0;
    for (int rollout = 0; rollout < 1_000; rollout++) {
      missed += missesAtAnyLook(random, truth);
    }

    assertThat(missed).isLessThanOrEqualTo(50);
  }

  private static int missesAtAnyLook(SplittableRandom random, double truth) {
    int bad = 0;
    for (int n = 1; n <= 2_000; n++) {
      if (random.nextDouble() < truth) {
        bad++;
      }
      if (n % 20 == 0 && Proportion.odds((double) bad, (double) n, truth) >= 20) {
        return 1;
      }
    }
    return 0;
  }
}
