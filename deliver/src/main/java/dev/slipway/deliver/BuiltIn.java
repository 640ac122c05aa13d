package dev.slipway.deliver;

import dev.slipway.document.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings that every process gets; {@code PORT}, an instance's own, comes on top of them. */
final class BuiltIn {
  private static final Position NOWHERE = Position.wholeFile("");

  private BuiltIn() {}

  static Settings of(Component component) {
    Map<String, SettingText> values = new LinkedHashMap<>();
    if (component instanceof Component.Service) {
      values.put("HOST", SettingText.literal("127.0.0.1", NOWHERE));
    }
    values.put("SLIPWAY_COMPONENT", SettingText.literal(component.name().text(), NOWHERE));
    values.put(
        "SLIPWAY_ENVIRONMENT",
        reference("environment.name", new SettingText.EnvironmentFact("name")));
    values.put("SLIPWAY_RELEASE", reference("release.id", new SettingText.ReleaseFact("id")));
    return Settings.values(values);
  }

  private static SettingText reference(String name, SettingText.Reference reference) {
    return new SettingText("${" + name + "}", List.of(reference), NOWHERE);
  }
}
