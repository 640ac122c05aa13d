package dev.slipway.deliver;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads one component, and what an environment says about it. */
final class ComponentReader {
  private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(15);
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final Workload.Restart RESTART =
      new Workload.Restart(
          Workload.RestartPolicy.ALWAYS, Duration.ofSeconds(1), Duration.ofMinutes(1), 10);
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(4);
  private static final int MIGRATION_ATTEMPTS = 5;

  private final SettingsReader settings;
  private final DatabaseAddressReader addresses;

  ComponentReader(List<Problem> problems) {
    this.settings = new SettingsReader(problems);
    this.addresses = new DatabaseAddressReader(problems);
  }

  /** A component whose node satisfies the schema of its type. */
  Component read(ComponentName name, Position position, Section section) {
    Path path = section.path("path", ".");
    Set<ComponentName> needs = new LinkedHashSet<>();
    section.texts("needs").forEach(text -> needs.add(new ComponentName(text)));
    return switch (section.text("type", "")) {
      case "service" ->
          new Component.Service(
              name,
              position,
              path,
              build(section, "."),
              workload(section),
              health(section, HealthRule.DEFAULT),
              route(section),
              settings.settings(section),
              needs);
      case "worker" ->
          new Component.Worker(
              name,
              position,
              path,
              build(section, "."),
              workload(section),
              settings.settings(section),
              needs);
      case "site" ->
          new Component.Site(
              name,
              position,
              path,
              build(section, "."),
              route(section),
              section.text("fallback"),
              Settings.values(settings.values(section.section("config"))),
              needs);
      default -> database(name, position, section);
    };
  }

  private Component database(ComponentName name, Position position, Section section) {
    DatabaseAddress address =
        section
            .find("url")
            .map(addresses::read)
            .orElseGet(() -> new DatabaseAddress.Embedded(section.text("version", "")));
    return new Component.Database(
        name,
        position,
        versioned(address, section),
        section.find("migrations").map(node -> migrations(node, section)));
  }

  private static DatabaseAddress versioned(DatabaseAddress address, Section section) {
    if (address instanceof DatabaseAddress.Embedded && section.has("version")) {
      return new DatabaseAddress.Embedded(section.text("version", ""));
    }
    return address;
  }

  private static MigrationRule migrations(Node node, Section database) {
    Section section = Section.of(node);
    String folder = section.text("path", "");
    if (node instanceof Node.Scalar scalar) {
      folder = scalar.text();
    }
    return new MigrationRule(
        Path.of(folder).normalize(),
        section.duration("lock-timeout", LOCK_TIMEOUT),
        section.duration("statement-timeout", Duration.ZERO),
        section.integer("attempts", MIGRATION_ATTEMPTS),
        database.bool("supabase", false),
        section.bool("rehearse", false));
  }

  private BuildRecipe build(Section component, String output) {
    Section section = component.section("build");
    Optional<ShellCommand> run = section.command("run");
    if (component.find("build").orElse(component.mapping()) instanceof Node.Scalar line) {
      run = Optional.of(Section.command(line));
    }
    return new BuildRecipe(
        run,
        section.path("output", output),
        section.texts("include"),
        section.texts("exclude"),
        section.texts("inputs"),
        Settings.values(settings.values(section.section("env"))),
        section.duration("timeout", BUILD_TIMEOUT));
  }

  private static Workload workload(Section section) {
    ShellCommand start =
        section
            .command("start")
            .orElseThrow(() -> new IllegalStateException("the schema asks for 'start'"));
    return new Workload(
        start,
        section.integer("instances", 1),
        section.duration("stop-grace", STOP_GRACE),
        restart(section, RESTART),
        limits(section, Workload.Limits.NONE));
  }

  private static Workload.Restart restart(Section section, Workload.Restart before) {
    Section restart = section.section("restart");
    String policy = restart.text("policy", before.policy().name());
    if (section.find("restart").orElse(section.mapping()) instanceof Node.Scalar word) {
      policy = word.text();
    }
    return new Workload.Restart(
        Workload.RestartPolicy.valueOf(constant(policy)),
        restart.duration("back-off", before.backOff()),
        restart.duration("longest-back-off", before.longestBackOff()),
        restart.integer("attempts", before.attempts()));
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Workload.Limits limits(Section section, Workload.Limits before) {
    Section limits = section.section("limits");
    OptionalDouble processors = limits.number("processors");
    return new Workload.Limits(
        limits.text("memory").map(Quantities::bytes).orElse(before.memory()),
        limits.has("processors") ? processors : before.processors(),
        limits.has("processes") ? limits.integer("processes") : before.processes());
  }

  private static HealthRule health(Section section, HealthRule before) {
    Section health = section.section("health");
    String path = health.text("path", before.path());
    if (section.find("health").orElse(section.mapping()) instanceof Node.Scalar scalar) {
      path = scalar.text();
    }
    return new HealthRule(
        path,
        health.duration("interval", before.interval()),
        health.duration("timeout", before.timeout()),
        health.duration("within", before.within()));
  }

  private static RouteRule route(Section section) {
    return route(section, new RouteRule(List.of(), List.of("/"), DRAIN));
  }

  private static RouteRule route(Section section, RouteRule before) {
    return new RouteRule(
        section.has("hosts") ? section.texts("hosts") : before.hosts(),
        section.has("paths") ? section.texts("paths") : before.paths(),
        section.duration("drain", before.drain()));
  }

  /** A component as an environment has it; the override satisfies the schema of its type. */
  Component override(Component component, Section section) {
    return switch (component) {
      case Component.Service service ->
          new Component.Service(
              service.name(),
              service.position(),
              service.path(),
              service.build(),
              workload(service.workload(), section),
              health(section, service.health()),
              route(section, service.route()),
              service.settings(),
              service.needs());
      case Component.Worker worker ->
          new Component.Worker(
              worker.name(),
              worker.position(),
              worker.path(),
              worker.build(),
              workload(worker.workload(), section),
              worker.settings(),
              worker.needs());
      case Component.Site site ->
          new Component.Site(
              site.name(),
              site.position(),
              site.path(),
              site.build(),
              route(section, site.route()),
              site.fallback(),
              site.config(),
              site.needs());
      case Component.Database database -> {
        DatabaseAddress address =
            section.find("url").map(addresses::read).orElse(database.address());
        yield new Component.Database(
            database.name(),
            database.position(),
            versioned(address, section),
            database.migrations());
      }
    };
  }

  private static Workload workload(Workload before, Section section) {
    return new Workload(
        section.command("start").orElse(before.start()),
        section.integer("instances", before.instances()),
        section.duration("stop-grace", before.stopGrace()),
        restart(section, before.restart()),
        limits(section, before.limits()));
  }

  /** What an environment says about the settings of a component, or the config of a site. */
  Settings overridden(Component component, Section section) {
    if (component instanceof Component.Site) {
      return Settings.values(settings.values(section.section("config")));
    }
    return settings.settings(section);
  }
}
