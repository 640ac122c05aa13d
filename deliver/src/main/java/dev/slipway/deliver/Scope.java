package dev.slipway.deliver;

import dev.slipway.deliver.build.BuiltComponent;
import dev.slipway.deliver.build.PlacedComponent;
import dev.slipway.deliver.build.Release;
import dev.slipway.store.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One release in one environment: the components as they are there, and what they read.
 *
 * @param outputs what the components tell each other, as far as it is known
 */
record Scope(
    Project project,
    Environment environment,
    Release release,
    Outputs outputs,
    Configuration configuration) {

  /** The same with the addresses of its databases known. */
  Scope with(Map<ComponentName, DatabaseUrl> databases) {
    Outputs known = outputs;
    for (Map.Entry<ComponentName, DatabaseUrl> each : databases.entrySet()) {
      known = known.with(each.getKey(), each.getValue());
    }
    return new Scope(project, environment, release, known, configuration.with(known));
  }

  /** The components of one kind that the release holds, in the order of slipway.yaml. */
  <T extends Component> List<T> components(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Component each : environment.components()) {
      if (kind.isInstance(each)) {
        found.add(kind.cast(each));
      }
    }
    return found;
  }

  /** The names of the components that answer requests. */
  Set<String> routed() {
    Set<String> names = new LinkedHashSet<>();
    components(Component.Service.class).forEach(each -> names.add(each.name().text()));
    components(Component.Site.class).forEach(each -> names.add(each.name().text()));
    return names;
  }

  /** What the release holds of a component, if it knows it. */
  Optional<BuiltComponent> built(Component component) {
    return release.component(component.name().text());
  }

  /** The files of a component on this machine. */
  Optional<PlacedComponent> placed(Component component) {
    return built(component).map(each -> project.releases().place(each));
  }

  /** The specification of an instance of a service or worker. */
  InstanceSpec instance(InstanceId id, Component component, Workload workload) {
    PlacedComponent placed = placed(component).orElseThrow();
    Map<String, String> open = new LinkedHashMap<>();
    Map<String, Secret> hidden = new LinkedHashMap<>();
    for (ResolvedSetting setting : configuration.settings(component)) {
      SettingValue value = setting.value().orElseGet(() -> SettingValue.open(""));
      if (setting.isSecret()) {
        hidden.put(setting.name(), value.value());
      } else {
        open.put(setting.name(), value.value().reveal());
      }
    }
    String path = project.environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return new InstanceSpec(
        id,
        environment.name(),
        component.name(),
        release.id().hex(),
        placed.folder(),
        workload,
        component instanceof Component.Service,
        placed.environment(open, path),
        hidden);
  }

  /** What {@code /config.json} of a site says here. */
  Map<String, String> config(Component.Site site) {
    Map<String, String> config = new LinkedHashMap<>();
    for (ResolvedSetting setting : configuration.settings(site)) {
      setting.value().ifPresent(value -> config.put(setting.name(), value.value().reveal()));
    }
    return config;
  }

  /** The folder of a database's migrations in the release, if it has any. */
  Optional<Path> migrations(Component.Database database) {
    return database.migrations().flatMap(rule -> placed(database)).map(PlacedComponent::folder);
  }

  /** The hosts of a component. */
  List<String> hosts(RouteRule route) {
    return route.hosts().isEmpty() ? environment.hosts() : route.hosts();
  }
}
