package dev.slipway.deliver;

import dev.slipway.document.Position;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place releases are deployed into, with everything that holds there.
 *
 * @param url where people reach it; empty for {@code http://NAME.localhost} at the router's port
 * @param hosts all names its components answer to, that of the url first
 * @param components the components as they are here: with the environment's own numbers of
 *     instances, hosts, limits and addresses. Their settings are still those of the component
 *     alone; {@link #settings} and {@link #componentSettings} lie on top
 * @param settings what all components read here
 * @param componentSettings what single components read here
 * @param promotedFrom the environment a release must have been live in before
 * @param watch how long a release that is live is watched and rolled back by itself
 * @param waiting what becomes of a deployment that finds another one under way
 */
public record Environment(
    EnvironmentName name,
    Position position,
    Optional<URI> url,
    List<String> hosts,
    List<Component> components,
    Settings settings,
    Map<ComponentName, Settings> componentSettings,
    Strategy strategy,
    Checks checks,
    Hooks hooks,
    Protection protection,
    Optional<EnvironmentName> promotedFrom,
    Duration watch,
    Waiting waiting) {

  /** What a deployment does that finds another one under way. */
  public enum Waiting {
    /** It waits for its turn. */
    QUEUE,
    /** It takes the place of those that wait, never of the one that runs. */
    SUPERSEDE
  }

  /** Copies the collections. */
  public Environment {
    hosts = List.copyOf(hosts);
    components = List.copyOf(components);
    componentSettings = Collections.unmodifiableMap(new LinkedHashMap<>(componentSettings));
  }

  /** A component as it is here. */
  public Optional<Component> component(ComponentName wanted) {
    return components.stream().filter(one -> one.name().equals(wanted)).findFirst();
  }
}
