package dev.slipway.deliver;

import dev.slipway.deliver.migrate.Contracts;
import dev.slipway.deliver.migrate.DatabaseAddress;
import dev.slipway.deliver.migrate.Migration;
import dev.slipway.deliver.migrate.MigrationOutcome;
import dev.slipway.deliver.migrate.MigrationPlan;
import dev.slipway.deliver.migrate.MigrationProgress;
import dev.slipway.deliver.migrate.MigrationSettings;
import dev.slipway.deliver.migrate.Migrations;
import dev.slipway.deliver.migrate.PlannedMigration;
import dev.slipway.deliver.migrate.Rehearsal;
import dev.slipway.deliver.migrate.TableLock;
import dev.slipway.deliver.migrate.Version;
import dev.slipway.document.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The schemas of an environment's databases, as seen by a release. */
final class Schema {
  private final Databases databases;

  Schema(Databases databases) {
    this.databases = databases;
  }

  /** Ends every database that Slipway runs; what is in them stays. */
  void clear() {
    databases.clear();
  }

  /** Where every database of an environment is; those Slipway runs are started. */
  Map<ComponentName, DatabaseUrl> start(Scope scope) {
    Map<ComponentName, DatabaseUrl> urls = new LinkedHashMap<>();
    for (Component.Database each : scope.components(Component.Database.class)) {
      urls.put(
          each.name(),
          scope
              .configuration()
              .server(each)
              .orElseGet(() -> databases.start(scope.environment(), each)));
    }
    return urls;
  }

  /** Where the databases are that are there already. */
  Map<ComponentName, DatabaseUrl> find(Scope scope) {
    Map<ComponentName, DatabaseUrl> urls = new LinkedHashMap<>();
    for (Component.Database each : scope.components(Component.Database.class)) {
      scope
          .configuration()
          .server(each)
          .or(() -> databases.find(scope.environment(), each))
          .ifPresent(url -> urls.put(each.name(), url));
    }
    return urls;
  }

  /**
   * Why the databases cannot bear the instances of a release, a sentence each; empty when they can.
   *
   * @param urls where they are
   */
  List<String> burdens(Scope scope, Map<ComponentName, DatabaseUrl> urls) {
    int instances = 0;
    for (Component.Service each : scope.components(Component.Service.class)) {
      instances += each.workload().instances();
    }
    for (Component.Worker each : scope.components(Component.Worker.class)) {
      instances += each.workload().instances();
    }
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<ComponentName, DatabaseUrl> each : urls.entrySet()) {
      Optional<Path> data = databases.data(scope.environment().name(), each.getKey());
      reasons.addAll(new DatabaseCheck(each.getValue(), data, instances).reasons());
    }
    return reasons;
  }

  private static Optional<Migrations> migrations(Scope scope, Component.Database database) {
    Optional<Path> folder = scope.migrations(database);
    if (folder.isEmpty() || database.migrations().isEmpty()) {
      return Optional.empty();
    }
    MigrationRule rule = database.migrations().get();
    MigrationSettings usual = MigrationSettings.defaults();
    Duration statement =
        rule.statementTimeout().isZero() ? Duration.ofDays(1) : rule.statementTimeout();
    Migrations migrations =
        Migrations.of(folder.get(), rule.folder().toString())
            .with(
                new MigrationSettings(
                    rule.lockTimeout(),
                    statement,
                    usual.concurrentTimeout(),
                    rule.attempts(),
                    usual.firstPause()));
    return Optional.of(rule.supabase() ? migrations.onSupabase() : migrations);
  }

  /** Tries a plan on a copy where the project wants it; why it would fail, if it would. */
  private static Optional<String> rehearsed(
      Component.Database database,
      Migrations migrations,
      MigrationPlan plan,
      DatabaseAddress address,
      Signals signals) {
    boolean wanted = database.migrations().map(MigrationRule::rehearse).orElse(false);
    if (!wanted || plan.isEmpty()) {
      return Optional.empty();
    }
    Rehearsal rehearsal = migrations.rehearse(plan, address);
    signals.note("migrations rehearsed on " + rehearsal.copy().title());
    if (rehearsal.outcome() instanceof MigrationOutcome.Failed failed) {
      return Optional.of(
          "the rehearsal failed, nothing was migrated: " + failed.place() + ": " + failed.reason());
    }
    return Optional.empty();
  }

  /** The migrations a deployment would apply, a line each, and what stands in their way. */
  Lines lines(Scope scope) {
    Map<ComponentName, DatabaseUrl> urls = find(scope);
    List<String> lines = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (Component.Database each : scope.components(Component.Database.class)) {
      Optional<Migrations> migrations = migrations(scope, each);
      if (migrations.isEmpty()) {
        continue;
      }
      DatabaseUrl url = urls.get(each.name());
      if (url == null) {
        lines.add(each.name() + ": a new database");
        migrations.get().all().forEach(one -> lines.add(line(one, List.of())));
        migrations.get().problems().stream()
            .filter(Problem::isError)
            .forEach(problem -> obstacles.add(problem.position() + ": " + problem.message()));
        continue;
      }
      MigrationPlan plan = migrations.get().plan(address(url), Contracts.HOLD);
      plan.pending().forEach(one -> lines.add(line(one.migration(), one.locks())));
      plan.held().forEach(one -> lines.add(held(one)));
      plan.rollbackSafeUntil().ifPresent(one -> lines.add("rollback-safe until " + one.title()));
      obstacles.addAll(plan.obstacles());
      plan.findings().stream()
          .filter(Problem::isError)
          .forEach(problem -> obstacles.add(problem.position() + ": " + problem.message()));
    }
    return new Lines(lines, obstacles);
  }

  /** What is to be done to the schema, and why it cannot be. */
  record Lines(List<String> plan, List<String> obstacles) {}

  private static String line(Migration migration, List<TableLock> locks) {
    StringBuilder text = new StringBuilder(migration.file());
    text.append(": ").append(migration.phase().word());
    for (TableLock lock : locks) {
      text.append(", ").append(lock.level().title()).append(" on ").append(lock.table());
    }
    return text.toString();
  }

  private static String held(PlannedMigration held) {
    return line(held.migration(), held.locks()) + "; waits until the old release is gone";
  }

  private static DatabaseAddress address(DatabaseUrl url) {
    return DatabaseAddress.parse(url.url().value().reveal());
  }

  /** Applies what the release wants, of every database. */
  Stage.Outcome apply(Scope scope, Contracts contracts, Signals signals) {
    Map<ComponentName, DatabaseUrl> urls = start(scope);
    int applied = 0;
    for (Component.Database each : scope.components(Component.Database.class)) {
      Optional<Migrations> migrations = migrations(scope, each);
      if (migrations.isEmpty()) {
        continue;
      }
      DatabaseAddress address = address(Objects.requireNonNull(urls.get(each.name())));
      MigrationPlan plan = migrations.get().plan(address, contracts);
      if (plan.isBlocked()) {
        return new Stage.Outcome.Failed(each.name() + ": " + String.join("; ", plan.reasons()));
      }
      Optional<String> broken = rehearsed(each, migrations.get(), plan, address, signals);
      if (broken.isPresent()) {
        return new Stage.Outcome.Failed(each.name() + ": " + broken.get());
      }
      MigrationOutcome outcome =
          migrations.get().apply(plan, address, progress -> tell(progress, signals));
      if (outcome instanceof MigrationOutcome.Failed failed) {
        return new Stage.Outcome.Failed(each.name() + ": " + failed.sentence());
      }
      applied += outcome.applied().size();
    }
    return new Stage.Outcome.Made(counted(applied));
  }

  private static String counted(int applied) {
    return switch (applied) {
      case 0 -> "nothing to do";
      case 1 -> "1 migration applied";
      default -> applied + " migrations applied";
    };
  }

  private static void tell(MigrationProgress progress, Signals signals) {
    switch (progress) {
      case MigrationProgress.Started started -> {}
      case MigrationProgress.Applied applied ->
          signals.note(applied.migration().file() + " applied in " + Spans.text(applied.took()));
      case MigrationProgress.Noted noted -> signals.note(noted.note());
      case MigrationProgress.Retrying retrying ->
          signals.note(
              retrying.migration().file()
                  + ": attempt "
                  + retrying.attempt()
                  + " of "
                  + retrying.attempts()
                  + " failed, "
                  + retrying.reason());
    }
  }

  /** Why the release cannot serve on the schema as it is now; empty when it can. */
  Optional<String> misfit(Scope scope) {
    Map<ComponentName, DatabaseUrl> urls = find(scope);
    for (Component.Database each : scope.components(Component.Database.class)) {
      Optional<Migrations> migrations = migrations(scope, each);
      DatabaseUrl url = urls.get(each.name());
      if (migrations.isEmpty() || url == null) {
        continue;
      }
      List<Version> beyond = migrations.get().contractsBeyond(address(url));
      if (!beyond.isEmpty()) {
        return Optional.of(
            "the schema of "
                + each.name()
                + " no longer fits this release: migration "
                + beyond.getFirst()
                + " took away what it needs; deploy a release that has it instead");
      }
    }
    return Optional.empty();
  }
}
