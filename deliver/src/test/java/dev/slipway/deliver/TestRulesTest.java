package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.build.Evidence;
import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseId;
import dev.slipway.deliver.build.ReleaseSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
  private static final Checks STRICT =
      new Checks(OptionalDouble.of(100), OptionalDouble.of(80), List.of());

  private static Release release(boolean modified) {
    ReleaseSource source =
        new ReleaseSource(
            Optional.of("0123456789"), Optional.of("main"), "s", Optional.of(NOW), modified);
    return new Release(new ReleaseId("0".repeat(64)), source, List.of(), Set.of(), NOW);
  }

  private static Evidence evidence(String source, long passed, long failed, double coverage) {
    return new Evidence(source, NOW, passed, failed, 0, 3, OptionalDouble.of(coverage));
  }

  @Test
  void goodTestsSpeakAgainstNothing() {
    List<Evidence> evidence = List.of(evidence("ci.yml", 60, 0, 0.8));

    assertThat(TestRules.obstacles(STRICT, release(false), evidence)).isEmpty();
  }

  @Test
  void nothingIsAskedWithoutChecks() {
    assertThat(TestRules.obstacles(Checks.NONE, release(true), List.of())).isEmpty();
  }

  @Test
  void figuresBelowTheThresholdAreTold() {
    List<Evidence> evidence =
        List.of(evidence("ci.yml", 58, 2, 0.799), evidence("more.yml", 40, 0, 0.95));

    assertThat(TestRules.obstacles(STRICT, release(false), evidence))
        .containsExactly(
            "2 of 100 tests of its commit failed; slipway.yaml asks for a pass-rate of 100 %",
            "its tests cover 79.9 % of the lines; slipway.yaml asks for a coverage of 80 %");
  }

  @Test
  void releaseWithoutTestsIsToldHowToGetThem() {
    assertThat(TestRules.obstacles(STRICT, release(false), List.of()))
        .hasSize(2)
        .first()
        .asString()
        .contains("no test results of this release are known")
        .endsWith("run them with 'slipway run', then build again");
    assertThat(TestRules.obstacles(STRICT, release(true), List.of()))
        .allMatch(obstacle -> obstacle.contains("files that are not committed"));
  }

  @Test
  void aRateBelowAllIsEnoughWhereItIsAskedFor() {
    Checks lenient = new Checks(OptionalDouble.of(95), OptionalDouble.empty(), List.of());

    assertThat(TestRules.obstacles(lenient, release(false), List.of(evidence("ci", 95, 5, 0.1))))
        .isEmpty();
    assertThat(TestRules.obstacles(lenient, release(false), List.of(evidence("ci", 94, 6, 0.1))))
        .hasSize(1);
  }
}
