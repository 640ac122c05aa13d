package dev.slipway.deliver;

import dev.slipway.document.Position;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A part of the application that is built, deployed and watched on its own. */
public sealed interface Component {
  ComponentName name();

  /** Where slipway.yaml declares it. */
  Position position();

  /** What it reads from its environment; empty for a database. */
  Settings settings();

  /** Components that are started before it, besides those its settings mention. */
  Set<ComponentName> needs();

  /**
   * Processes that answer HTTP requests at the port in {@code PORT}.
   *
   * @param path its folder, relative to the project
   */
  record Service(
      ComponentName name,
      Position position,
      Path path,
      BuildRecipe build,
      Workload workload,
      HealthRule health,
      RouteRule route,
      Settings settings,
      Set<ComponentName> needs)
      implements Component {
    /** Copies the set. */
    public Service {
      needs = Set.copyOf(needs);
    }
  }

  /**
   * Files that the router serves.
   *
   * @param path its folder, relative to the project
   * @param fallback the file for paths that name no file, which makes it a single-page application
   * @param config what {@code /config.json} says in an environment; public, so without secrets
   */
  record Site(
      ComponentName name,
      Position position,
      Path path,
      BuildRecipe build,
      RouteRule route,
      Optional<String> fallback,
      Settings config,
      Set<ComponentName> needs)
      implements Component {
    /** Copies the set. */
    public Site {
      needs = Set.copyOf(needs);
    }

    /** A site runs nothing, so it reads no environment; see {@link #config}. */
    @Override
    public Settings settings() {
      return Settings.NONE;
    }
  }

  /**
   * Processes that answer nobody.
   *
   * @param path its folder, relative to the project
   */
  record Worker(
      ComponentName name,
      Position position,
      Path path,
      BuildRecipe build,
      Workload workload,
      Settings settings,
      Set<ComponentName> needs)
      implements Component {
    /** Copies the set. */
    public Worker {
      needs = Set.copyOf(needs);
    }
  }

  /** Where the data is; each environment has its own. */
  record Database(
      ComponentName name,
      Position position,
      DatabaseAddress address,
      Optional<MigrationRule> migrations)
      implements Component {
    @Override
    public Settings settings() {
      return Settings.NONE;
    }

    @Override
    public Set<ComponentName> needs() {
      return Set.of();
    }
  }
}
