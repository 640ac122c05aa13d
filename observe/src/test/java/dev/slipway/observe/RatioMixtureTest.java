package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatioMixtureTest {
  private static final double ANY = Double.POSITIVE_INFINITY;

  @Test
  void beginsWithoutEvidence() {
    assertThat(mixture().odds()).isEqualTo(1);
  }

  @Test
  void expectsNoMoreThanOneOfAReleaseThatIsAsGoodAsTheOther() {
    // All ways in which 6 bad requests among 100 can fall on the 20 of the new release.
    double expected = 0;
    for (int bad = 0; bad <= 6; bad++) {
      double chance = choose(20, bad) * choose(80, 6 - bad) / choose(100, 6);
      RatioMixture mixture = mixture();
      mixture.add(20, bad, 80, 6 - bad, ANY);
      expected += chance * mixture.odds();
    }

    assertThat(expected).isBetween(0.5, 1.0);
  }

  @Test
  void isTheConditionalBinomialLikelihoodRatio() {
    double share = 0.25;
    double sum = 0;
    for (double ratio : new double[] {1.25, 1.5, 2, 3, 5, 10}) {
      double shareOfBad = share * ratio / (share * ratio + 1 - share);
      sum += Math.pow(shareOfBad / share, 3) * Math.pow((1 - shareOfBad) / (1 - share), 2);
    }
    RatioMixture mixture = mixture();

    mixture.add(25, 3, 75, 2, ANY);

    assertThat(mixture.odds()).isCloseTo(sum / 6, within(1e-9));
  }

  @Test
  void anotherShareAtAnotherLookIsAnotherFactor() {
    RatioMixture both = mixture();
    both.add(10, 2, 90, 1, ANY);
    double first = both.odds();
    both.add(50, 0, 50, 4, ANY);

    assertThat(both.odds()).isLessThan(first);
  }

  @Test
  void learnsNothingWithoutASecondRelease() {
    RatioMixture mixture = mixture();

    mixture.add(100, 50, 0, 0, ANY);
    mixture.add(0, 0, 100, 50, ANY);
    mixture.add(0, 0, 0, 0, ANY);

    assertThat(mixture.odds()).isCloseTo(1, within(1e-9));
  }

  @Test
  void oneLookAddsNoMoreThanItMay() {
    RatioMixture capped = mixture();

    capped.add(100, 100, 900, 0, Math.log(4));

    assertThat(capped.odds()).isLessThanOrEqualTo(4 + 1e-9);
  }

  private static RatioMixture mixture() {
    return new RatioMixture();
  }

  private static double choose(int of, int some) {
    double ways = 1;
    for (int i = 1; i <= some; i++) {
      ways = ways * (of - some + i) / i;
    }
    return ways;
  }
}
