package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.observe.VerdictRules.ErrorRule;
import dev.slipway.observe.VerdictRules.LatencyRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerdictRulesTest {
  private static final VerdictRules STANDARD = VerdictRules.standard();

  @Test
  void spendAlphaOnceInAll() {
    double spent = 1 / STANDARD.errorOddsNeeded() + 1 / STANDARD.latencyOddsNeeded();

    assertThat(spent).isCloseTo(STANDARD.alpha(), within(1e-12));
  }

  @Test
  void changeOneAtATime() {
    VerdictRules rules =
        STANDARD
            .withAlpha(0.01)
            .withMinimumRequests(500)
            .withWarmUp(Duration.ZERO)
            .withErrors(new ErrorRule(0.05, 0))
            .withLatency(new LatencyRule(2, Duration.ZERO, 0.2));

    assertThat(rules)
        .isEqualTo(
            new VerdictRules(
                0.01,
                500,
                Duration.ZERO,
                new ErrorRule(0.05, 0),
                new LatencyRule(2, Duration.ZERO, 0.2)));
  }

  @Test
  void callSlowWhatExceedsFactorAndSlack() {
    LatencyRule rule = new LatencyRule(1.25, Duration.ofMillis(25), 0.1);

    double quick = LatencyHistogram.upperMicros(rule.tolerant(LatencyHistogram.bucket(2_000)));
    double long_ = LatencyHistogram.upperMicros(rule.tolerant(LatencyHistogram.bucket(800_000)));

    assertThat(quick).isBetween(27_000.0, 30_000.0);
    assertThat(long_).isBetween(1_000_000.0, 1_190_000.0);
  }

  @Test
  void refuseWhatIsNoRule() {
    assertThatThrownBy(() -> STANDARD.withAlpha(0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> STANDARD.withAlpha(Double.NaN)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> STANDARD.withMinimumRequests(0)).hasMessageContaining("one request");
    assertThatThrownBy(() -> new ErrorRule(0.02, -1)).hasMessageContaining("negligible");
    assertThatThrownBy(() -> new LatencyRule(0.9, Duration.ZERO, 0.1))
        .hasMessageContaining("no slowness");
  }
}
