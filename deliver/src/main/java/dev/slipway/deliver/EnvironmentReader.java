package dev.slipway.deliver;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.document.Schema;
import dev.slipway.document.Suggestions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the environments, each of them with the components as it has them. */
final class EnvironmentReader {
  private static final Duration WATCH = Duration.ofMinutes(5);

  private final List<Component> declared;
  private final Set<String> written;
  private final Map<String, Strategy> strategies;
  private final Checks checks;
  private final Hooks hooks;
  private final List<Problem> problems;
  private final ComponentReader components;

  /**
   * Reads environments of these components.
   *
   * @param written the names of all components, also of those that could not be read
   */
  EnvironmentReader(
      List<Component> declared,
      Set<String> written,
      Map<String, Strategy> strategies,
      Checks checks,
      Hooks hooks,
      List<Problem> problems) {
    this.declared = declared;
    this.written = written;
    this.strategies = strategies;
    this.checks = checks;
    this.hooks = hooks;
    this.problems = problems;
    this.components = new ComponentReader(problems);
  }

  List<Environment> read(Section section) {
    List<Environment> environments = new ArrayList<>();
    section
        .children()
        .forEach(
            (name, node) ->
                environments.add(
                    environment(
                        new EnvironmentName(name), section.keyPosition(name), Section.of(node))));
    return environments;
  }

  private Environment environment(EnvironmentName name, Position position, Section section) {
    PolicyReader policies = new PolicyReader(problems);
    Map<ComponentName, Settings> settings = new LinkedHashMap<>();
    List<Component> here = components(section.section("components"), settings);
    Optional<URI> url = section.text("url").map(URI::create);
    Set<String> hosts = new LinkedHashSet<>();
    hosts.add(url.map(URI::getHost).orElse(name + ".localhost").toLowerCase(Locale.ROOT));
    section.texts("hosts").forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    String waiting = section.text("waiting", "queue").toUpperCase(Locale.ROOT);
    return new Environment(
        name,
        position,
        url,
        List.copyOf(hosts),
        here,
        new SettingsReader(problems).settings(section),
        settings,
        policies.strategy(section.find("strategy"), strategies),
        checks.with(policies.checks(section)),
        hooks.with(policies.hooks(section)),
        policies.protection(section),
        section.text("promote-from").map(EnvironmentName::new),
        section.duration("watch", WATCH),
        Environment.Waiting.valueOf(waiting));
  }

  private List<Component> components(Section section, Map<ComponentName, Settings> settings) {
    Map<String, Node> overrides = section.children();
    List<Component> here = new ArrayList<>();
    for (Component component : declared) {
      Node override = overrides.remove(component.name().text());
      if (override != null && Shapes.satisfies(override, schemaOf(component), problems)) {
        here.add(components.override(component, Section.of(override)));
        settings.put(component.name(), components.overridden(component, Section.of(override)));
      } else {
        here.add(component);
      }
    }
    overrides.keySet().removeAll(written);
    overrides.keySet().forEach(name -> unknown(name, section.keyPosition(name)));
    return here;
  }

  private static Schema schemaOf(Component component) {
    String type =
        switch (component) {
          case Component.Service service -> "service";
          case Component.Worker worker -> "worker";
          case Component.Site site -> "site";
          case Component.Database database -> "database";
        };
    return Objects.requireNonNull(DeliverySchema.OVERRIDE.get(type));
  }

  private void unknown(String name, Position position) {
    List<String> known = declared.stream().map(one -> one.name().text()).toList();
    problems.add(
        Problem.error(position, "unknown-component", "There is no component '" + name + "'")
            .withHint(
                Suggestions.closest(name, known)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("known here: " + String.join(", ", known))));
  }
}
