package dev.slipway.deliver;

import dev.slipway.deliver.build.Evidence;
import dev.slipway.deliver.build.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the tests of a release's commit must have shown before it is deployed. */
final class TestRules {
  private static final double PERCENT = 100;

  private TestRules() {}

  /** What speaks against a release, a sentence each; empty when it may go on. */
  static List<String> obstacles(Checks checks, Release release, List<Evidence> evidence) {
    List<String> obstacles = new ArrayList<>();
    passRate(checks.passRate(), release, evidence).ifPresent(obstacles::add);
    coverage(checks.coverage(), release, evidence).ifPresent(obstacles::add);
    return obstacles;
  }

  private static Optional<String> passRate(
      OptionalDouble least, Release release, List<Evidence> evidence) {
    if (least.isEmpty()) {
      return Optional.empty();
    }
    long passed = evidence.stream().mapToLong(Evidence::passed).sum();
    long failed = evidence.stream().mapToLong(Evidence::failed).sum();
    if (passed + failed == 0) {
      return Optional.of(unknown("test results", "pass-rate", least.getAsDouble(), release));
    }
    if (passed * PERCENT >= least.getAsDouble() * (passed + failed)) {
      return Optional.empty();
    }
    return Optional.of(
        failed
            + " of "
            + (passed + failed)
            + " tests of its commit failed; slipway.yaml asks for a pass-rate of "
            + percent(least.getAsDouble()));
  }

  /** Of several workflows that measured it, each must have reached enough. */
  private static Optional<String> coverage(
      OptionalDouble least, Release release, List<Evidence> evidence) {
    if (least.isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble lowest =
        evidence.stream()
            .map(Evidence::coverage)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .min();
    if (lowest.isEmpty()) {
      return Optional.of(unknown("coverage", "coverage", least.getAsDouble(), release));
    }
    double reached = lowest.getAsDouble() * PERCENT;
    if (reached >= least.getAsDouble()) {
      return Optional.empty();
    }
    return Optional.of(
        "its tests cover "
            + percent(reached)
            + " of the lines; slipway.yaml asks for a coverage of "
            + percent(least.getAsDouble()));
  }

  private static String unknown(String what, String key, double least, Release release) {
    String mend = "run them with 'slipway run', then build again";
    if (release.source().modified() || release.source().commit().isEmpty()) {
      mend = "it was built from files that are not committed: commit them, run the tests, build";
    }
    return "no "
        + what
        + " of this release are known, and slipway.yaml asks for a "
        + key
        + " of "
        + percent(least)
        + "; "
        + mend;
  }

  private static String percent(double value) {
    double rounded = Math.floor(value * 10) / 10;
    if (rounded == Math.rint(rounded)) {
      return (long) rounded + " %";
    }
    return rounded + " %";
  }
}
