package dev.slipway.deliver;

import dev.slipway.deliver.build.BuildHook;
import dev.slipway.deliver.build.BuildSpec;
import dev.slipway.deliver.build.ComponentSpec;
import dev.slipway.deliver.build.Form;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a release of a project is made of, as slipway.yaml declares it: one release serves all
 * environments, so nothing of an environment goes into it but its hooks, those of all environments
 * once each.
 */
public final class ReleaseRecipe {
  private ReleaseRecipe() {}

  /** What is to be built in the project at {@code root}. */
  public static BuildSpec of(Path root, Delivery delivery) {
    List<ComponentSpec> components = new ArrayList<>();
    for (Component component : delivery.components()) {
      spec(component).ifPresent(components::add);
    }
    return new BuildSpec(
        root,
        components,
        configKeys(delivery),
        hooks(delivery, Hooks.Point.BEFORE_BUILD),
        hooks(delivery, Hooks.Point.AFTER_BUILD));
  }

  private static Optional<ComponentSpec> spec(Component component) {
    return switch (component) {
      case Component.Service service ->
          Optional.of(process(service.name(), service.path(), service.build(), service.workload()));
      case Component.Worker worker ->
          Optional.of(process(worker.name(), worker.path(), worker.build(), worker.workload()));
      case Component.Site site ->
          Optional.of(
              new ComponentSpec(
                  site.name().text(),
                  Form.SITE,
                  site.path(),
                  recipe(site.name(), site.build()),
                  site.fallback(),
                  Map.of()));
      case Component.Database database -> database.migrations().map(rule -> files(database, rule));
    };
  }

  private static ComponentSpec process(
      ComponentName name, Path path, BuildRecipe build, Workload workload) {
    return new ComponentSpec(
        name.text(),
        Form.PROCESS,
        path,
        recipe(name, build),
        Optional.empty(),
        Map.of("start", workload.start().shown()));
  }

  private static ComponentSpec files(Component.Database database, MigrationRule rule) {
    return new ComponentSpec(
        database.name().text(),
        Form.FILES,
        rule.folder(),
        ComponentSpec.Recipe.COPY,
        Optional.empty(),
        Map.of());
  }

  private static ComponentSpec.Recipe recipe(ComponentName name, BuildRecipe build) {
    return new ComponentSpec.Recipe(
        build.run().map(ShellCommand::argv).orElse(List.of()),
        build.output(),
        build.include(),
        build.exclude(),
        build.inputs(),
        environment(name, build.env()),
        build.timeout());
  }

  /** A build knows no environment yet, so its settings stand for themselves. */
  private static Map<String, String> environment(ComponentName name, Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    settings
        .values()
        .forEach((variable, text) -> values.put(variable, literal(name, variable, text)));
    return values;
  }

  private static String literal(ComponentName name, String variable, SettingText text) {
    StringBuilder value = new StringBuilder();
    for (SettingText.Part part : text.parts()) {
      if (!(part instanceof SettingText.Literal literal)) {
        throw new SlipwayException(
            ErrorCode.INVALID_DOCUMENT,
            text.position()
                + ": "
                + variable
                + " of the build of '"
                + name.text()
                + "' mentions something that only an environment knows; one release serves all of"
                + " them, so put it under 'env:' or 'config:' of the component");
      }
      value.append(literal.text());
    }
    return value.toString();
  }

  private static Set<String> configKeys(Delivery delivery) {
    Set<String> keys = new TreeSet<>();
    for (Component component : delivery.components()) {
      add(component.settings(), keys);
    }
    add(delivery.defaults(), keys);
    return keys;
  }

  private static void add(Settings settings, Set<String> keys) {
    keys.addAll(settings.values().keySet());
    keys.addAll(settings.required());
    keys.addAll(settings.optional());
  }

  private static List<BuildHook> hooks(Delivery delivery, Hooks.Point point) {
    return delivery.hooks().at(point).stream()
        .map(hook -> new BuildHook(hook.run().argv(), hook.timeout(), hook.pass()))
        .toList();
  }
}
