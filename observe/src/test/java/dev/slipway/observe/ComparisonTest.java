package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");
  private static final VerdictRules RULES = VerdictRules.standard();

  @Test
  void holdsUntilTheNewReleaseHasAnsweredEnough() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(15), 0.1, counters(900, 0), counters(99, 0));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.reason())
        .isEqualTo("the new release answered 99 requests, 100 are needed to call it healthy");
  }

  @Test
  void holdsWhileTheFiguresStillAllowMoreHarmThanIsTolerated() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(15), 0.1, counters(1_800, 0), counters(200, 0));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.reason())
        .isEqualTo(
            "0 of 200 failed (0 %), of the old one 0 of 1800 (0 %); that allows a rise of failed"
                + " requests of at most 3.4 %, tolerated are 2.0 %");
  }

  @Test
  void callsAReleaseHealthyOnceMoreHarmThanIsToleratedIsRuledOut() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(60), 0.1, counters(5_400, 3), counters(600, 0));

    assertThat(verdict).isInstanceOf(Verdict.Healthy.class);
    assertThat(verdict.reason()).isEqualTo("no harm in 600 requests: 0 of 600 failed (0 %)");
  }

  @Test
  void callsAReleaseThatFailsMoreUnhealthyAndSaysWhy() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(60), 0.1, counters(2_160, 21), counters(240, 12));

    assertThat(verdict).isInstanceOf(Verdict.Unhealthy.class);
    assertThat(verdict.reason())
        .startsWith(
            "the new release fails more: 12 of 240 failed (5.0 %), of the old one 21 of 2160"
                + " (0.97 %); odds against chance ")
        .endsWith(", needed 25 : 1");
  }

  @Test
  void findsACompleteOutageInAHandfulOfRequests() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(5), 0.1, counters(40, 0), counters(4, 4));

    assertThat(verdict).isInstanceOf(Verdict.Unhealthy.class);
  }

  @Test
  void doesNotGoBackForOneFailedRequest() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(5), 0.1, counters(90, 0), counters(10, 1));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void doesNotBlameTheNewReleaseForADayOnWhichBothFail() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(60), 0.1, counters(9_000, 4_500), counters(1_000, 500));

    assertThat(verdict).isNotInstanceOf(Verdict.Unhealthy.class);
  }

  @Test
  void ignoresACertainRiseThatNobodyNotices() {
    Comparison comparison = beginning();

    Verdict verdict =
        comparison.look(after(60), 0.5, counters(1_000_000, 100), counters(1_000_000, 400));

    assertThat(verdict).isInstanceOf(Verdict.Healthy.class);
  }

  @Test
  void staysUnhealthyWhenLaterLooksAreBetter() {
    Comparison comparison = beginning();
    comparison.look(after(15), 0.1, counters(90, 0), counters(10, 8));

    Verdict verdict = comparison.look(after(30), 0.1, counters(1_090, 0), counters(110, 8));

    assertThat(verdict).isInstanceOf(Verdict.Unhealthy.class);
    assertThat(verdict.evidence().looks()).isEqualTo(2);
  }

  @Test
  void doesNotCompareWhatWasAnsweredBeforeItBegan() {
    Comparison comparison = Comparison.begin(RULES, BEGIN, counters(50_000, 0), counters(200, 200));

    Verdict verdict = comparison.look(after(15), 0.1, counters(50_900, 9), counters(300, 201));

    assertThat(verdict.evidence().stable()).isEqualTo(counters(900, 9));
    assertThat(verdict.evidence().candidate()).isEqualTo(counters(100, 1));
  }

  @Test
  void countersThatBeganAgainCountFromZero() {
    Comparison comparison = beginning();
    comparison.look(after(15), 0.1, counters(900, 9), counters(100, 1));

    Verdict verdict = comparison.look(after(30), 0.1, counters(90, 1), counters(10, 0));

    assertThat(verdict.evidence().stable()).isEqualTo(counters(990, 10));
    assertThat(verdict.evidence().candidate()).isEqualTo(counters(110, 1));
  }

  @Test
  void callsAReleaseThatAnswersSlowerUnhealthy() {
    Comparison comparison = Comparison.begin(RULES, BEGIN, slow(1_000, 40), ArmCounters.none());

    Verdict verdict = comparison.look(after(15), 0.1, slow(1_900, 40), slow(100, 340));
    for (long look = 2; look <= 4; look++) {
      verdict =
          comparison.look(
              after(15 * look), 0.1, slow(1_000 + 900 * look, 40), slow(100 * look, 340));
    }

    assertThat(verdict).isInstanceOf(Verdict.Unhealthy.class);
    assertThat(verdict.reason())
        .startsWith(
            "the new release is slower: half take up to 344 ms, nine in ten up to 344 ms,"
                + " of the old one 43 ms and 43 ms");
  }

  @Test
  void oneSlowLookAloneDoesNotDecide() {
    Comparison comparison = Comparison.begin(RULES, BEGIN, slow(1_000, 40), ArmCounters.none());

    Verdict verdict = comparison.look(after(15), 0.1, slow(100_000, 40), slow(10_000, 2_000));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void aHiccupOfAFewSecondsDoesNotDecideHoweverOftenOneLooks() {
    Comparison comparison = Comparison.begin(RULES, BEGIN, slow(1_000, 40), ArmCounters.none());
    comparison.look(after(10), 0.1, slow(10_000, 40), slow(1_000, 40));

    Verdict verdict = comparison.look(after(11), 0.1, slow(10_900, 40), more(1_000, 100));
    for (long second = 2; second <= 8; second++) {
      long stable = 10_000 + 900 * second;
      verdict =
          comparison.look(after(10 + second), 0.1, slow(stable, 40), more(1_000, 100 * second));
    }

    assertThat(verdict).isNotInstanceOf(Verdict.Unhealthy.class);
  }

  @Test
  void bearsWithAReleaseThatWarmsUp() {
    Comparison comparison = Comparison.begin(RULES, BEGIN, slow(1_000, 40), ArmCounters.none());

    Verdict verdict = comparison.look(after(5), 0.1, slow(10_000, 40), slow(1_000, 2_000));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.reason()).startsWith("latency is not judged yet");
  }

  @Test
  void bearsWithAReleaseThatIsHardlySlower() {
    Comparison comparison = Comparison.begin(RULES, BEGIN, slow(1_000, 40), ArmCounters.none());

    comparison.look(after(15), 0.1, slow(5_500, 40), slow(500, 55));
    Verdict verdict = comparison.look(after(30), 0.1, slow(10_000, 40), slow(1_000, 55));

    assertThat(verdict).isInstanceOf(Verdict.Healthy.class);
  }

  @Test
  void holdsWhenTheTrafficIsNotSplitAsPlanned() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(60), 0.5, counters(9_000, 0), counters(1_000, 0));

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.reason())
        .startsWith("the new release got 10 % of the requests, planned were 50 %");
  }

  @Test
  void goesBackEvenWhenTheTrafficIsNotSplitAsPlanned() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(60), 0.5, counters(9_000, 0), counters(1_000, 100));

    assertThat(verdict).isInstanceOf(Verdict.Unhealthy.class);
  }

  @Test
  void goesOnAfterARestartAsIfNothingHadHappened() {
    Comparison whole = Comparison.begin(RULES, BEGIN, slow(1_000, 40), ArmCounters.none());
    whole.look(after(15), 0.1, slow(1_900, 41), slow(100, 90));
    Comparison restored = Comparison.restore(RULES, whole.save());

    Verdict expected = whole.look(after(30), 0.1, slow(2_800, 41), slow(200, 90));
    Verdict verdict = restored.look(after(30), 0.1, slow(2_800, 41), slow(200, 90));

    assertThat(verdict).isEqualTo(expected);
    assertThat(restored.save()).isEqualTo(whole.save());
  }

  @Test
  void refusesAStateThatIsNone() {
    String saved = beginning().save();

    assertThatThrownBy(() -> Comparison.restore(RULES, saved.substring(0, saved.length() / 2)))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("the saved state of a verdict");
    assertThatThrownBy(() -> Comparison.restore(RULES, "watch/1 0"))
        .hasMessageContaining("begins with 'watch/1', not with 'comparison/1'");
    assertThatThrownBy(() -> Comparison.restore(RULES, saved.replaceFirst(" 0 ", " zero ")))
        .hasMessageContaining("'zero'");
  }

  @Test
  void evidenceSaysWhatWasLookedAtALineEach() {
    Comparison comparison = beginning();

    Verdict verdict = comparison.look(after(60), 0.1, counters(5_400, 3), counters(600, 0));

    assertThat(verdict.evidence().text())
        .isEqualTo(
            """
            the new release answered 600 requests, the old one 5400
            the new release got 10 % of the requests, planned were 10 %
            0 of 600 failed (0 %), of the old one 3 of 5400 (0.06 %); that allows a rise of failed \
            requests of at most 1.2 %, tolerated are 2.0 %\
            """);
  }

  private static Comparison beginning() {
    return Comparison.begin(RULES, BEGIN, ArmCounters.none(), ArmCounters.none());
  }

  private static Instant after(long seconds) {
    return BEGIN.plusSeconds(seconds);
  }

  private static ArmCounters counters(long requests, long errors) {
    return ArmCounters.of(requests, errors);
  }

  private static ArmCounters slow(long requests, long millis) {
    LatencyHistogram latency =
        LatencyHistogram.builder().add(Duration.ofMillis(millis), requests).build();
    return new ArmCounters(requests, 0, latency);
  }

  /** Quick requests first, and slow ones after them. */
  private static ArmCounters more(long quick, long slow) {
    return slow(quick, 40).plus(slow(slow, 900));
  }
}
