package dev.slipway.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The counters of all releases in the text format of Prometheus 0.0.4: what a scrape of the router
 * answers. Each sample names its service and release, so that a canary can be told from the stable
 * release.
 */
final class Metrics {
  /** Upper bounds in microseconds; the finer counts of the router are summed into them. */
  private static final long[] BOUNDS = {
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  private static final String REQUESTS = "slipway_router_requests_total";
  private static final String DURATION = "slipway_router_request_duration_seconds";

  private static final String LOST_LINES = "slipway_router_access_log_lost_lines_total";

  private final StringBuilder text = new StringBuilder();

  private Metrics() {}

  /**
   * The text of one scrape.
   *
   * @param lostLines of the access log
   */
  static String text(RouteTable table, List<ReleaseCounters> counters, long lostLines) {
    Metrics metrics = new Metrics();
    metrics.requests(counters);
    metrics.durations(counters);
    metrics.head("slipway_router_in_flight_requests", "gauge", "Requests under way.");
    for (ReleaseCounters release : counters) {
      metrics.sample("slipway_router_in_flight_requests", labels(release), release.inFlight());
    }
    metrics.head(
        "slipway_router_retried_total",
        "counter",
        "Requests sent on to another instance after this release failed them.");
    for (ReleaseCounters release : counters) {
      metrics.sample(
          "slipway_router_retried_total", labels(release), release.responses().retried());
    }
    metrics.weights(table);
    metrics.head("slipway_router_generation", "gauge", "Generation of the route table in force.");
    metrics.sample("slipway_router_generation", "", table.generation());
    metrics.head(LOST_LINES, "counter", "Lines the access log lost: its disk was slow or full.");
    metrics.sample(LOST_LINES, "", lostLines);
    return metrics.text.toString();
  }

  private void requests(List<ReleaseCounters> counters) {
    head(REQUESTS, "counter", "Finished requests by how they ended.");
    for (ReleaseCounters release : counters) {
      ReleaseCounters.Responses responses = release.responses();
      for (Map.Entry<String, Long> each :
          List.of(
              Map.entry("1xx", responses.informational()),
              Map.entry("2xx", responses.success()),
              Map.entry("3xx", responses.redirection()),
              Map.entry("4xx", responses.clientError()),
              Map.entry("5xx", responses.serverError()),
              Map.entry("gateway_error", responses.gatewayError()),
              Map.entry("aborted", responses.aborted()))) {
        sample(REQUESTS, labels(release, "result", each.getKey()), each.getValue());
      }
    }
  }

  private void durations(List<ReleaseCounters> counters) {
    head(DURATION, "histogram", "From the request's head to the first byte of the answer.");
    for (ReleaseCounters release : counters) {
      long[] within = new long[BOUNDS.length];
      double sum = 0;
      for (Latency.Bucket bucket : release.latency().buckets()) {
        sum += bucket.upToMicros() * 1e-6 * bucket.count();
        for (int at = 0; at < BOUNDS.length; at++) {
          if (bucket.upToMicros() <= BOUNDS[at]) {
            within[at] += bucket.count();
          }
        }
      }
      for (int at = 0; at < BOUNDS.length; at++) {
        String bound = number(BOUNDS[at] * 1e-6);
        sample(DURATION + "_bucket", labels(release, "le", bound), within[at]);
      }
      sample(DURATION + "_bucket", labels(release, "le", "+Inf"), release.latency().count());
      text.append(DURATION).append("_sum").append(labels(release)).append(' ').append(number(sum));
      text.append('\n');
      sample(DURATION + "_count", labels(release), release.latency().count());
    }
  }

  private void weights(RouteTable table) {
    head("slipway_router_weight_percent", "gauge", "Share of the visitors that get a release.");
    for (Route route : table.routes()) {
      int share = route.candidate().map(Candidate::percent).orElse(0);
      List<String> names = new ArrayList<>(List.of("service", route.service().value()));
      names.addAll(List.of("release", route.stable().release().value(), "slot", "stable"));
      sample("slipway_router_weight_percent", labels(names), 100L - share);
      route
          .candidate()
          .ifPresent(
              candidate ->
                  sample(
                      "slipway_router_weight_percent",
                      labels(
                          List.of(
                              "service",
                              route.service().value(),
                              "release",
                              candidate.slot().release().value(),
                              "slot",
                              "candidate")),
                      share));
    }
  }

  private void head(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, long value) {
    text.append(name).append(labels).append(' ').append(value).append('\n');
  }

  private static String labels(ReleaseCounters release, String... more) {
    List<String> pairs = new ArrayList<>();
    pairs.addAll(List.of("service", release.service().value()));
    pairs.addAll(List.of("release", release.release().value()));
    pairs.addAll(List.of(more));
    return labels(pairs);
  }

  /** Names and values in turn; neither can hold a quote, see {@link Labels}. */
  private static String labels(List<String> pairs) {
    StringBuilder labels = new StringBuilder("{");
    for (int at = 0; at < pairs.size(); at += 2) {
      if (at > 0) {
        labels.append(',');
      }
      labels.append(pairs.get(at)).append("=\"").append(pairs.get(at + 1)).append('"');
    }
    return labels.append('}').toString();
  }

  /** Without an exponent and without noise beyond the microsecond. */
  private static String number(double seconds) {
    return java.math.BigDecimal.valueOf(Math.round(seconds * 1e6), 6)
        .stripTrailingZeros()
        .toPlainString();
  }
}
