package dev.slipway.deliver;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A value of slipway.yaml that may mention others, such as {@code ${components.api.url}/v1}. A
 * second dollar sign before the brace takes the meaning away. Immutable.
 *
 * @param source as written
 */
public record SettingText(String source, List<Part> parts, Position position) {
  /** Copies the parts. */
  public SettingText {
    parts = List.copyOf(parts);
  }

  /** A stretch of the value. */
  public sealed interface Part {}

  /** Text that stands for itself. */
  public record Literal(String text) implements Part {}

  /** Something whose value is known in an environment. */
  public sealed interface Reference extends Part {}

  /** An output of a component: {@code ${components.NAME.OUTPUT}}. */
  public record ComponentOutput(ComponentName component, String output) implements Reference {}

  /** A fact of the environment: {@code ${environment.name}} or {@code ${environment.url}}. */
  public record EnvironmentFact(String fact) implements Reference {}

  /** A fact of the release: {@code ${release.id}} or {@code ${release.commit}}. */
  public record ReleaseFact(String fact) implements Reference {}

  /** Another setting of the same component: {@code ${env.NAME}}. */
  public record Variable(String name) implements Reference {}

  /** A secret: {@code ${secrets.NAME}}. */
  public record SecretValue(String name) implements Reference {}

  /** A text without references. */
  static SettingText literal(String text, Position position) {
    return new SettingText(text, List.of(new Literal(text)), position);
  }

  /** Every reference in it, in order. */
  public List<Reference> references() {
    List<Reference> found = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Reference reference) {
        found.add(reference);
      }
    }
    return found;
  }

  /** The secrets it mentions. */
  Set<String> secrets() {
    return references().stream()
        .filter(SecretValue.class::isInstance)
        .map(SecretValue.class::cast)
        .map(SecretValue::name)
        .collect(Collectors.toSet());
  }
}
