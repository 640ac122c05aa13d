package dev.slipway.observe;

/**
 * What one release has answered since its counters began: they only ever grow, and begin again at
 * zero with the router that keeps them.
 *
 * @param requests answered or failed requests
 * @param errors those among them that failed by fault of the release: answers of 5xx, connections
 *     it refused or broke
 * @param latency how long they took; empty when nobody measured
 */
public record ArmCounters(long requests, long errors, LatencyHistogram latency) {
  /** Checks that the counts fit each other. */
  public ArmCounters {
    if (requests < 0 || errors < 0 || errors > requests) {
      throw new IllegalArgumentException(
          "of " + requests + " requests " + errors + " cannot have failed");
    }
  }

  /** A release that has answered nothing yet. */
  public static ArmCounters none() {
    return new ArmCounters(0, 0, LatencyHistogram.empty());
  }

  /** Counters of a release whose latency nobody measured. */
  public static ArmCounters of(long requests, long errors) {
    return new ArmCounters(requests, errors, LatencyHistogram.empty());
  }

  /** The share of requests that failed, 0 when there were none. */
  public double errorRate() {
    if (requests == 0) {
      return 0;
    }
    return (double) errors / requests;
  }

  /** What was added since {@code earlier}; counters that began again count from zero. */
  ArmCounters since(ArmCounters earlier) {
    long newRequests = requests - earlier.requests;
    long newErrors = errors - earlier.errors;
    if (newRequests < 0 || newErrors < 0 || newErrors > newRequests) {
      return this;
    }
    return new ArmCounters(newRequests, newErrors, latency.since(earlier.latency));
  }

  ArmCounters plus(ArmCounters more) {
    return new ArmCounters(
        requests + more.requests, errors + more.errors, latency.plus(more.latency));
  }
}
