package dev.slipway.workflow;

import dev.slipway.workflow.Permissions.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes permissions of a template, and compares what is asked for with what is allowed. */
final class PermissionsReader {
  private final Rules.Calls calls;

  PermissionsReader(Rules.Calls calls) {
    this.calls = calls;
  }

  Permissions read(Template template) {
    Map<String, Level> levels = new HashMap<>();
    if (template instanceof Template.Mapping mapping) {
      for (Template.Entry entry : Pieces.entries(mapping)) {
        levels.put(Pieces.key(entry), level(Pieces.text(entry.value()).orElse("")));
      }
      return new Permissions(levels);
    }
    return switch (Pieces.text(template).orElse("")) {
      case "read-all" -> all(Level.READ);
      case "write-all" -> all(Level.WRITE);
      default -> new Permissions(levels);
    };
  }

  private static Level level(String word) {
    return switch (word) {
      case "read" -> Level.READ;
      case "write" -> Level.WRITE;
      default -> Level.NONE;
    };
  }

  private Permissions all(Level level) {
    Map<String, Level> levels = new HashMap<>();
    for (String scope : calls.scopes()) {
      levels.put(scope, level);
    }
    return new Permissions(levels);
  }

  /** What a token may do where neither workflow nor job says. */
  Permissions policy() {
    return switch (calls.policy()) {
      case LIMITED_READ -> new Permissions(Map.of("contents", Level.READ, "packages", Level.READ));
      case WRITE -> all(Level.WRITE);
    };
  }

  /**
   * What is asked for beyond what is allowed.
   *
   * @param requested such as {@code actions: write, checks: write}
   * @param allowed the same scopes with the allowed level
   */
  record Excess(String requested, String allowed) {
    boolean isEmpty() {
      return requested.isEmpty();
    }
  }

  static Excess excess(Permissions requested, Permissions allowed) {
    List<String> asked = new ArrayList<>();
    List<String> granted = new ArrayList<>();
    for (String scope : Rules.SCOPES) {
      Level wanted = requested.of(scope);
      Level most = allowed.of(scope);
      if (wanted.compareTo(most) > 0) {
        asked.add(scope + ": " + wanted.word());
        granted.add(scope + ": " + most.word());
      }
    }
    return new Excess(String.join(", ", asked), String.join(", ", granted));
  }
}
