package dev.slipway.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Canaries played through in memory: requests arrive by chance, go to the new release with a fixed
 * share, fail and take as long as each release likes; a comparison looks every 15 s for 30 minutes.
 */
final class RolloutSimulation {
  private static final Duration EVERY = Duration.ofSeconds(15);
  static final long NEVER = Long.MAX_VALUE;
  private static final int LOOKS = 120;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final SplittableRandom random;
  private final double requestsASecond;
  private final double share;
  private final VerdictRules rules = VerdictRules.standard();

  /** How one release behaves. */
  record Behaviour(double errorRate, LatencyModel latency) {
    static Behaviour failing(double errorRate) {
      return new Behaviour(errorRate, LatencyModel.unmeasured());
    }
  }

  /**
   * What came of many rollouts; by the second {@code medianSeconds} half of them had found harm.
   */
  record Result(int rollouts, int foundHarm, long medianSeconds) {
    double share() {
      return (double) foundHarm / rollouts;
    }
  }

  RolloutSimulation(long seed, double requestsASecond, double share) {
    this.random = new SplittableRandom(seed);
    this.requestsASecond = requestsASecond;
    this.share = share;
  }

  Result play(int rollouts, Behaviour stable, Behaviour candidate, Predicate<Comparison> end) {
    long[] seconds = new long[rollouts];
    for (int i = 0; i < rollouts; i++) {
      seconds[i] = secondsToEnd(stable, candidate, end);
    }
    Arrays.sort(seconds);
    int ended = (int) Arrays.stream(seconds).filter(each -> each < NEVER).count();
    return new Result(rollouts, ended, seconds[rollouts / 2]);
  }

  /** When the comparison came to its end, or never. */
  private long secondsToEnd(Behaviour stable, Behaviour candidate, Predicate<Comparison> end) {
    ArmCounters stableNow = arm(stable, requests(1 - share));
    ArmCounters candidateNow = ArmCounters.none();
    Comparison comparison = Comparison.begin(rules, BEGIN, stableNow, candidateNow);
    for (int look = 1; look <= LOOKS; look++) {
      Duration elapsed = EVERY.multipliedBy(look);
      stableNow = stableNow.plus(arm(stable, requests(1 - share)));
      candidateNow = candidateNow.plus(arm(candidate, requests(share)));
      comparison.take(BEGIN.plus(elapsed), share, stableNow, candidateNow);
      if (end.test(comparison)) {
        return elapsed.toSeconds();
      }
    }
    return NEVER;
  }

  private ArmCounters arm(Behaviour behaviour, int requests) {
    int errors = binomial(requests, behaviour.errorRate());
    return new ArmCounters(requests, errors, behaviour.latency().sample(random, requests));
  }

  /**
   * How many of the requests of one interval go to an arm: Poisson, normal where that is the same.
   */
  private int requests(double part) {
    double mean = requestsASecond * EVERY.toSeconds() * part;
    if (mean > 100) {
      return (int) Math.round(mean + Math.sqrt(mean) * random.nextGaussian());
    }
    double product = random.nextDouble();
    double floor = Math.exp(-mean);
    int count = 0;
    while (product > floor) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** Jumps from one success to the next; exact, and quick when successes are rare. */
  private int binomial(int trials, double probability) {
    if (probability == 0) {
      return 0;
    }
    double logOfMiss = Math.log1p(-probability);
    int successes = 0;
    double at = Math.floor(Math.log(1 - random.nextDouble()) / logOfMiss);
    while (at < trials) {
      successes++;
      at += 1 + Math.floor(Math.log(1 - random.nextDouble()) / logOfMiss);
    }
    return successes;
  }
}
