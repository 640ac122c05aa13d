package dev.slipway.deliver;

import dev.slipway.document.Document;
import dev.slipway.document.Parsed;
import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What slipway.yaml says about delivery.
 *
 * @param name of the project; the default is the name of its folder
 * @param defaults settings of every component in every environment
 * @param hooks those of the project; an environment has them too, before its own
 */
public record Delivery(
    Optional<String> name,
    Settings defaults,
    List<Component> components,
    List<Environment> environments,
    Hooks hooks,
    RouterSettings router) {
  /** What a project without a delivery part has: nothing to deploy, nowhere to deploy it. */
  public static final Delivery NONE =
      new Delivery(
          Optional.empty(),
          Settings.NONE,
          List.of(),
          List.of(),
          Hooks.NONE,
          RouterSettings.DEFAULT);

  /** Copies the lists. */
  public Delivery {
    components = List.copyOf(components);
    environments = List.copyOf(environments);
  }

  /** The keys of the file this room answers for. */
  public static Set<String> sections() {
    return DeliverySchema.SECTIONS;
  }

  /** Reads the sections of the file; what other keys it has is not looked at. */
  public static Parsed<Delivery> of(Document document) {
    return DeliveryReader.read(document);
  }

  /** The environment of that name; an unknown one is a fault with a suggestion. */
  public Environment environment(String typed) {
    for (Environment environment : environments) {
      if (environment.name().text().equals(typed)) {
        return environment;
      }
    }
    List<String> known = environments.stream().map(one -> one.name().text()).toList();
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "slipway.yaml has no environment '" + typed + "'" + hint(typed, known));
  }

  private static String hint(String typed, List<String> known) {
    if (known.isEmpty()) {
      return "; declare one under 'environments:'";
    }
    return Suggestions.closest(typed, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse("; there is " + String.join(", ", known));
  }

  /** The component of that name, as declared. */
  public Optional<Component> component(ComponentName wanted) {
    return components.stream().filter(one -> one.name().equals(wanted)).findFirst();
  }

  /** All that is said about what a component reads in an environment; what is nearer wins. */
  Settings merged(Environment environment, Component component) {
    Settings here = environment.componentSettings().getOrDefault(component.name(), Settings.NONE);
    return switch (component) {
      case Component.Database database -> Settings.NONE;
      case Component.Site site -> site.config().with(here);
      case Component.Service service -> merged(service, environment).with(here);
      case Component.Worker worker -> merged(worker, environment).with(here);
    };
  }

  private Settings merged(Component component, Environment environment) {
    return BuiltIn.of(component)
        .with(defaults)
        .with(component.settings())
        .with(environment.settings());
  }

  /** Whether there is anything to deploy. */
  public boolean isEmpty() {
    return components.isEmpty();
  }
}
