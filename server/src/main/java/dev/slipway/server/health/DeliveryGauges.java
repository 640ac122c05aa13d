package dev.slipway.server.health;

import dev.slipway.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The four keys of delivery among the metrics, over the last 30 days. */
public final class DeliveryGauges {
  private static final Duration SPAN = Duration.ofDays(30);

  private static final Map<String, String> HELP =
      Map.of(
          "deployments_per_day",
          "Releases that went live, a day, over 30 days.",
          "lead_time_seconds",
          "From the first plan of a release until it was live here: the median of 30 days.",
          "change_failure_ratio",
          "The share of deployments that were taken back or failed, over 30 days.",
          "time_to_restore_seconds",
          "From the first trouble until the release before served again: the median of 30 days.");

  private DeliveryGauges() {}

  /** Adds them. */
  public static void addTo(Metrics metrics, Database database, InstantSource clock) {
    HELP.forEach(
        (name, help) ->
            metrics.gauge(
                "dora_" + name,
                help,
                () -> {
                  Instant now = clock.instant();
                  List<Delivered.Keys> keys =
                      database.read(
                          transaction -> Delivered.keys(transaction, now.minus(SPAN), now));
                  return Delivered.samples(keys).getOrDefault(name, List.of());
                }));
  }
}
