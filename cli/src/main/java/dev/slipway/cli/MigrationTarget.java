package dev.slipway.cli;

import dev.slipway.deliver.Component;
import dev.slipway.deliver.Configuration;
import dev.slipway.deliver.DatabaseUrl;
import dev.slipway.deliver.Environment;
import dev.slipway.deliver.KeptDatabases;
import dev.slipway.deliver.MigrationRule;
import dev.slipway.deliver.migrate.DatabaseAddress;
import dev.slipway.deliver.migrate.MigrationSettings;
import dev.slipway.deliver.migrate.Migrations;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database of an environment and the migrations that belong to it.
 *
 * @param component what slipway.yaml calls it
 */
record MigrationTarget(
    Component.Database component,
    MigrationRule rule,
    Migrations migrations,
    Environment environment,
    DeliveryFile file) {
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  /** The databases of an environment that have migrations, or those of these names. */
  static List<MigrationTarget> of(DeliveryFile file, Environment environment, List<String> names) {
    List<MigrationTarget> targets = new ArrayList<>();
    for (Component component : file.chosen(names, environment.components())) {
      if (component instanceof Component.Database database && database.migrations().isPresent()) {
        MigrationRule rule = database.migrations().get();
        targets.add(
            new MigrationTarget(database, rule, read(rule, file.root()), environment, file));
      } else if (!names.isEmpty()) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT, "'" + component.name() + "' is no database with migrations");
      }
    }
    if (targets.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "no database of "
              + environment.name()
              + " has migrations; slipway.yaml says so by 'migrations: {path: FOLDER}'");
    }
    return targets;
  }

  private static Migrations read(MigrationRule rule, Path root) {
    MigrationSettings usual = MigrationSettings.defaults();
    Duration statement = rule.statementTimeout().isZero() ? NO_LIMIT : rule.statementTimeout();
    MigrationSettings settings =
        new MigrationSettings(
            rule.lockTimeout(),
            statement,
            usual.concurrentTimeout(),
            rule.attempts(),
            usual.firstPause());
    Migrations migrations =
        Migrations.of(root.resolve(rule.folder()), rule.folder().toString()).with(settings);
    return rule.supabase() ? migrations.onSupabase() : migrations;
  }

  /** Where the database is, if it is there already. */
  Optional<DatabaseAddress> find() {
    return server().or(() -> kept().find(environment, component)).map(MigrationTarget::address);
  }

  /** Where the database is; one that Slipway runs is made if it is not there. */
  DatabaseAddress open() {
    return address(server().orElseGet(this::make));
  }

  private DatabaseUrl make() {
    DeliveryFile.prepareState(file.session());
    return kept().start(environment, component);
  }

  private Optional<DatabaseUrl> server() {
    if (!(component.address() instanceof dev.slipway.deliver.DatabaseAddress.Server)) {
      return Optional.empty();
    }
    Configuration configuration = file.configuration(environment);
    Optional<DatabaseUrl> url = configuration.server(component);
    if (url.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "the address of "
              + component.name()
              + " is not complete: "
              + String.join("; ", configuration.missing()));
    }
    return url;
  }

  private KeptDatabases kept() {
    return new KeptDatabases(
        DeliveryFile.state(file.session()),
        DeliveryFile.secrets(file.session()),
        Ports.ofMachine());
  }

  private static DatabaseAddress address(DatabaseUrl url) {
    return DatabaseAddress.parse(url.url().value().reveal());
  }
}
