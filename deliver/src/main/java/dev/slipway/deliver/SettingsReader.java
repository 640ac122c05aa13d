package dev.slipway.deliver;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code env} and {@code secrets} of a section that satisfies its schema. */
final class SettingsReader {
  private final List<Problem> problems;
  private final SettingTextReader texts;

  SettingsReader(List<Problem> problems) {
    this.problems = problems;
    this.texts = new SettingTextReader(problems);
  }

  /** What a section says under {@code env} and {@code secrets}. */
  Settings settings(Section section) {
    Map<String, SettingText> values = values(section.section("env"));
    Set<String> required = new LinkedHashSet<>();
    Set<String> optional = new LinkedHashSet<>();
    for (String name : section.texts("secrets")) {
      if (name.endsWith("?")) {
        optional.add(name.substring(0, name.length() - 1));
      } else {
        required.add(name);
      }
    }
    for (String name : values.keySet()) {
      if (required.contains(name) || optional.contains(name)) {
        Position position = section.section("env").keyPosition(name);
        problems.add(
            Problem.error(position, "set-twice", "'" + name + "' is a secret and has a value here")
                .withHint("take it out of 'env' or out of 'secrets'"));
      }
      refuseReserved(name, section.section("env").keyPosition(name));
    }
    return new Settings(values, required, optional);
  }

  private void refuseReserved(String name, Position position) {
    if (name.equals("PORT") || name.startsWith("SLIPWAY_")) {
      problems.add(
          Problem.error(position, "reserved-name", "'" + name + "' is set by Slipway itself")
              .withHint("an instance gets its own port in PORT; use another name"));
    }
  }

  /** The values of a mapping, in the order written. */
  Map<String, SettingText> values(Section section) {
    Map<String, SettingText> values = new LinkedHashMap<>();
    section.children().forEach((name, node) -> values.put(name, text(node)));
    return values;
  }

  SettingText text(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NULL) {
      return texts.read(scalar.text(), scalar.position());
    }
    return SettingText.literal("", node.position());
  }
}
