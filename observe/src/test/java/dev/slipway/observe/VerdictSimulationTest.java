package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.observe.RolloutSimulation.Behaviour;
import dev.slipway.observe.RolloutSimulation.Result;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Seeded rollouts: a 10 % canary, a look every 15 s for 30 minutes. The table is in
 * docs/verdict.md.
 */
class VerdictSimulationTest {
  private static final double SHARE = 0.1;
  private static final LatencyModel USUAL = LatencyModel.around(40, 0.6, 0);

  @Test
  void rollsBackAtMostOneHealthyReleaseInTwentyAtAHundredRequestsASecond() {
    Result result = play("100/s, 1 % -> 1 %", 100, 10_000, failing(0.01), failing(0.01));

    assertThat(result.share()).isLessThanOrEqualTo(0.05);
  }

  @Test
  void rollsBackAtMostOneHealthyReleaseInTwentyAtFiveRequestsASecondWithLatency() {
    Behaviour healthy = new Behaviour(0.01, USUAL);

    Result result = play("5/s, healthy, with latency", 5, 1_500, healthy, healthy);

    assertThat(result.share()).isLessThanOrEqualTo(0.05);
  }

  @Test
  void findsFivePercentErrorsAtFiveRequestsASecondWithinFiveMinutes() {
    Result result = play("5/s, 1 % -> 5 %", 5, 2_000, failing(0.01), failing(0.05));

    assertThat(result.medianSeconds()).isBetween(1L, 300L);
    assertThat(result.share()).isGreaterThan(0.95);
  }

  @Test
  void findsABrokenReleaseWithinAMinute() {
    Result result = play("5/s, 1 % -> 20 %", 5, 2_000, failing(0.01), failing(0.2));

    assertThat(result.medianSeconds()).isBetween(1L, 60L);
  }

  @Test
  void findsTwiceTheErrorsAtAHundredRequestsASecondWithinThreeMinutes() {
    Result result = play("100/s, 1 % -> 2 %", 100, 500, failing(0.01), failing(0.02));

    assertThat(result.medianSeconds()).isBetween(1L, 180L);
  }

  @Test
  void findsThreeHundredMillisecondsMoreAtFiveRequestsASecondWithinTwoMinutes() {
    Behaviour slow = new Behaviour(0.01, LatencyModel.around(40, 0.6, 300));

    Result result = play("5/s, +300 ms", 5, 500, new Behaviour(0.01, USUAL), slow);

    assertThat(result.medianSeconds()).isBetween(1L, 120L);
    assertThat(result.share()).isEqualTo(1);
  }

  @Test
  void callsAHealthyReleaseHealthyWithinFiveMinutesAtAHundredRequestsASecond() {
    Result result =
        play(
            "100/s, 1 % -> 1 %",
            100, 200, failing(0.01), failing(0.01), "health", VerdictSimulationTest::healthy);

    assertThat(result.medianSeconds()).isBetween(1L, 300L);
    assertThat(result.share()).isGreaterThan(0.95);
  }

  @Test
  void callsAtMostOneReleaseInTwentyHealthyThatDoesMoreHarmThanIsTolerated() {
    Result result =
        play(
            "20/s, 1 % -> 3.2 %",
            20, 300, failing(0.01), failing(0.032), "health", VerdictSimulationTest::healthy);

    assertThat(result.share()).isLessThanOrEqualTo(0.05);
  }

  /** What the verdict is for: the test of the textbooks, applied at every look. */
  @Test
  void theUsualTestRollsBackMoreThanEverySixthHealthyRelease() {
    Result result =
        play(
            "usual test, 1 % -> 1 %",
            100, 500, failing(0.01), failing(0.01), "harm", VerdictSimulationTest::usualTest);

    assertThat(result.share()).isGreaterThan(1.0 / 6);
  }

  private static boolean healthy(Comparison comparison) {
    return comparison.verdict() instanceof Verdict.Healthy;
  }

  /** The one-sided z test of two proportions at 5 %. */
  private static boolean usualTest(Comparison comparison) {
    Evidence evidence = comparison.verdict().evidence();
    ArmCounters stable = evidence.stable();
    ArmCounters candidate = evidence.candidate();
    double pooled = stable.plus(candidate).errorRate();
    double weight = 1.0 / stable.requests() + 1.0 / candidate.requests();
    double deviation = Math.sqrt(pooled * (1 - pooled) * weight);
    return candidate.errorRate() - stable.errorRate() > 1.645 * deviation;
  }

  private static Behaviour failing(double rate) {
    return Behaviour.failing(rate);
  }

  private static Result play(
      String what, double requestsASecond, int rollouts, Behaviour stable, Behaviour candidate) {
    return play(what, requestsASecond, rollouts, stable, candidate, "harm", Comparison::harmProven);
  }

  private static Result play(
      String what,
      double requestsASecond,
      int rollouts,
      Behaviour stable,
      Behaviour candidate,
      String of,
      Predicate<Comparison> end) {
    RolloutSimulation simulation = new RolloutSimulation(20_261_124, requestsASecond, SHARE);
    Result result = simulation.play(rollouts, stable, candidate, end);
    String median = "";
    if (result.medianSeconds() < RolloutSimulation.NEVER) {
      median = ", half of them within " + result.medianSeconds() + " s";
    }
    System.out.printf(
        "%-28s %s found in %.2f %% of %d rollouts%s%n",
        what, of, result.share() * 100, rollouts, median);
    return result;
  }
}
