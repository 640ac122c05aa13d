package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");
  private static final VerdictRules RULES = VerdictRules.standard();
  private static final Limits LIMITS = new Limits(0.01, Optional.of(Duration.ofMillis(200)));

  @Test
  void callsAReleaseWithinItsLimitsHealthy() {
    Watch watch = Watch.begin(RULES, LIMITS, BEGIN, ArmCounters.none());

    Verdict verdict = watch.look(BEGIN.plusSeconds(30), counters(1_000, 4, 60));

    assertThat(verdict).isInstanceOf(Verdict.Healthy.class);
  }

  @Test
  void holdsUntilEnoughWasAnswered() {
    Watch watch = Watch.begin(RULES, LIMITS, BEGIN, ArmCounters.none());

    Verdict verdict = watch.look(BEGIN.plusSeconds(30), counters(20, 0, 60));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void callsAReleaseThatFailsMoreThanItMayUnhealthy() {
    Watch watch = Watch.begin(RULES, LIMITS, BEGIN, ArmCounters.none());

    Verdict verdict = watch.look(BEGIN.plusSeconds(5), counters(100, 8, 60));

    assertThat(verdict).isInstanceOf(Verdict.Unhealthy.class);
    assertThat(verdict.reason())
        .startsWith("the release fails more than the 1.0 % it may: 8 of 100 failed (8.0 %)");
  }

  @Test
  void callsAReleaseThatAnswersTooSlowlyUnhealthyAfterThreeLooks() {
    Watch watch = Watch.begin(RULES, LIMITS, BEGIN, ArmCounters.none());

    watch.look(BEGIN.plusSeconds(10), counters(100, 0, 360));
    Verdict second = watch.look(BEGIN.plusSeconds(20), counters(200, 0, 360));
    Verdict third = watch.look(BEGIN.plusSeconds(30), counters(300, 0, 360));

    assertThat(second).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(third).isInstanceOf(Verdict.Unhealthy.class);
    assertThat(third.reason()).startsWith("the release is slower than the 200 ms it may take:");
  }

  @Test
  void bearsWithTheFirstSeconds() {
    Watch watch = Watch.begin(RULES, LIMITS, BEGIN, ArmCounters.none());

    Verdict verdict = watch.look(BEGIN.plusSeconds(2), counters(1_000, 0, 2_000));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.reason()).startsWith("latency is not judged yet");
  }

  @Test
  void judgesNoLatencyWithoutALimit() {
    Watch watch = Watch.begin(RULES, new Limits(0.01, Optional.empty()), BEGIN, ArmCounters.none());

    Verdict verdict = watch.look(BEGIN.plusSeconds(30), counters(1_000, 0, 9_000));

    assertThat(verdict).isInstanceOf(Verdict.Healthy.class);
  }

  @Test
  void goesOnAfterARestartAsIfNothingHadHappened() {
    Watch whole = Watch.begin(RULES, LIMITS, BEGIN, counters(10, 0, 50));
    whole.look(BEGIN.plusSeconds(15), counters(150, 3, 250));
    Watch restored = Watch.restore(RULES, whole.save());

    Verdict expected = whole.look(BEGIN.plusSeconds(30), counters(400, 5, 250));
    Verdict verdict = restored.look(BEGIN.plusSeconds(30), counters(400, 5, 250));

    assertThat(verdict).isEqualTo(expected);
    assertThat(restored.save()).isEqualTo(whole.save());
  }

  @Test
  void refusesLimitsThatCannotBe() {
    String saved = Watch.begin(RULES, LIMITS, BEGIN, ArmCounters.none()).save();

    assertThatThrownBy(() -> Watch.restore(RULES, saved.replaceFirst("0\\.01", "7.5")))
        .isInstanceOf(SlipwayException.class)
        .hasMessage(
            "the saved state of a verdict holds limits that cannot be; begin the comparison anew");
  }

  @Test
  void aRestoredWatchJudgesNoLatencyWithoutALimit() {
    Limits limits = new Limits(0.01, Optional.empty());
    Watch restored =
        Watch.restore(RULES, Watch.begin(RULES, limits, BEGIN, ArmCounters.none()).save());

    Verdict verdict = restored.look(BEGIN.plusSeconds(30), counters(1_000, 0, 9_000));

    assertThat(verdict).isInstanceOf(Verdict.Healthy.class);
  }

  private static ArmCounters counters(long requests, long errors, long millis) {
    LatencyHistogram latency =
        LatencyHistogram.builder().add(Duration.ofMillis(millis), requests).build();
    return new ArmCounters(requests, errors, latency);
  }
}
