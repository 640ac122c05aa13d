package dev.slipway.server.health;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeploymentPlan;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.store.Entry;
import dev.slipway.store.Migrations;
import dev.slipway.store.ReadModel;
import dev.slipway.store.Row;
import dev.slipway.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How deployments went, as the read model from which the four keys of delivery (DORA) are computed.
 *
 * <p>Entries about deployments have subjects below {@code delivery/OWNER/NAME}.
 */
public final class Delivered implements ReadModel {
  /** How its table comes to be. */
  public static final Migrations TABLES =
      Migrations.of("delivered", Delivered.class, "001_delivered.sql");

  private static final String SCOPE = "delivery/";

  /**
   * The four keys of one environment over a span.
   *
   * @param perDay releases that went live, a day
   * @param lead from the first plan of a release, wherever, until it was live here: the median
   * @param failed the share of deployments that were taken back or failed, 0 to 1
   * @param restored from the first sign of trouble until the release before served again: the
   *     median
   */
  public record Keys(
      String repository,
      String environment,
      double perDay,
      Optional<Duration> lead,
      double failed,
      Optional<Duration> restored) {}

  private record Settled(
      String repository,
      String environment,
      boolean rollback,
      DeploymentState state,
      Instant first,
      Optional<Instant> troubled,
      Instant at) {}

  @Override
  public String name() {
    return "delivered";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void clear(Transaction transaction) {
    transaction.update("delete from delivered");
  }

  @Override
  public void apply(Transaction transaction, Entry entry) {
    if (!entry.subject().startsWith(SCOPE)
        || !(entry.event() instanceof DeliveryEvent.OfDeployment event)) {
      return;
    }
    String repository = repository(entry.subject());
    switch (event) {
      case DeliveryEvent.Planned(DeploymentPlan plan) ->
          planned(transaction, repository, plan, entry.at());
      case DeliveryEvent.Settled settled ->
          transaction.update(
              "update delivered set settled_at = ?, state = ?"
                  + " where repository = ? and deployment = ?",
              entry.at(),
              settled.state(),
              repository,
              settled.deployment().value());
      case DeliveryEvent.RollbackAsked asked ->
          troubled(transaction, repository, asked.deployment().value(), entry.at());
      case DeliveryEvent.MoveFailed failed ->
          troubled(transaction, repository, failed.deployment().value(), entry.at());
      default -> {
        // The other steps of a deployment change none of the four keys.
      }
    }
  }

  /** The second and third part of a subject, or as much of them as there is. */
  private static String repository(String subject) {
    String[] parts = subject.split("/", 4);
    return parts.length < 3 ? parts[1] : parts[1] + "/" + parts[2];
  }

  private static void planned(
      Transaction transaction, String repository, DeploymentPlan plan, Instant at) {
    transaction.update(
        "insert into delivered (repository, deployment, environment, release, rollback, planned_at)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        repository,
        plan.deployment().value(),
        plan.environment(),
        plan.release(),
        plan.rollback(),
        at);
  }

  private static void troubled(
      Transaction transaction, String repository, String deployment, Instant at) {
    transaction.update(
        "update delivered set troubled_at = ?"
            + " where repository = ? and deployment = ? and troubled_at is null",
        at,
        repository,
        deployment);
  }

  /** The four keys of each environment that something settled in since {@code from}. */
  public static List<Keys> keys(Transaction transaction, Instant from, Instant now) {
    List<Settled> settled =
        transaction.list(
            """
            select d.*, (select min(f.planned_at) from delivered f
              where f.repository = d.repository and f.release = d.release) as first_at
            from delivered d where d.settled_at >= ? order by d.repository, d.environment
            """,
            Delivered::settled,
            from);
    Map<String, List<Settled>> byPlace = new TreeMap<>();
    for (Settled each : settled) {
      byPlace
          .computeIfAbsent(each.repository() + "@" + each.environment(), _ -> new ArrayList<>())
          .add(each);
    }
    double days = Math.max(1, Duration.between(from, now).toHours() / 24.0);
    return byPlace.values().stream().map(all -> keys(all, days)).toList();
  }

  private static Settled settled(Row row) {
    return new Settled(
        row.text("repository"),
        row.text("environment"),
        row.flag("rollback"),
        DeploymentState.valueOf(row.text("state")),
        row.instant("first_at"),
        row.optionalInstant("troubled_at"),
        row.instant("settled_at"));
  }

  private static Keys keys(List<Settled> all, double days) {
    List<Settled> changes = all.stream().filter(each -> !each.rollback()).toList();
    List<Settled> live =
        changes.stream().filter(each -> each.state() == DeploymentState.LIVE).toList();
    int failed = changes.size() - live.size();
    List<Duration> lead =
        live.stream().map(each -> Duration.between(each.first(), each.at())).toList();
    List<Duration> restored =
        all.stream()
            .filter(each -> each.state() == DeploymentState.ROLLED_BACK)
            .flatMap(each -> each.troubled().map(t -> Duration.between(t, each.at())).stream())
            .toList();
    return new Keys(
        all.getFirst().repository(),
        all.getFirst().environment(),
        live.size() / days,
        median(lead),
        changes.isEmpty() ? 0 : failed / (double) changes.size(),
        median(restored));
  }

  private static Optional<Duration> median(List<Duration> spans) {
    if (spans.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(spans.stream().sorted().toList().get(spans.size() / 2));
  }

  /** The keys as numbers for a watcher. */
  static Map<String, List<Metrics.Sample>> samples(List<Keys> keys) {
    Map<String, List<Metrics.Sample>> samples = new HashMap<>();
    for (Keys each : keys) {
      Map<String, String> labels =
          Map.of("repository", each.repository(), "environment", each.environment());
      add(samples, "deployments_per_day", labels, Optional.of(each.perDay()));
      add(samples, "lead_time_seconds", labels, each.lead().map(Delivered::seconds));
      add(samples, "change_failure_ratio", labels, Optional.of(each.failed()));
      add(samples, "time_to_restore_seconds", labels, each.restored().map(Delivered::seconds));
    }
    return samples;
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1e3;
  }

  private static void add(
      Map<String, List<Metrics.Sample>> samples,
      String name,
      Map<String, String> labels,
      Optional<Double> value) {
    value.ifPresent(
        there ->
            samples
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(new Metrics.Sample(labels, there)));
  }
}
