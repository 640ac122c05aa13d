package dev.slipway.workflow;

import dev.slipway.document.Suggestions;
import dev.slipway.workflow.Shape.Plain;
import dev.slipway.workflow.Shape.ScalarShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to write instead of a value that does not fit its place. */
final class ShapeHint {
  private ShapeHint() {}

  /** The word that was probably meant, else what is accepted; null when nothing is. */
  static @Nullable String of(Shape shape, String value) {
    List<String> words = shape.words();
    Optional<String> closest = Suggestions.closest(value, words);
    if (closest.isPresent()) {
      return "did you mean '" + closest.get() + "'?";
    }
    List<String> kinds = new ArrayList<>();
    for (ScalarShape scalar : shape.scalars()) {
      if (scalar instanceof Plain plain) {
        kinds.add(noun(plain));
      }
    }
    if (!words.isEmpty()) {
      kinds.add("one of " + String.join(", ", words));
    }
    if (shape.item() != null) {
      kinds.add("a sequence");
    }
    if (!shape.mappings().isEmpty()) {
      kinds.add("a mapping");
    }
    return kinds.isEmpty() ? null : "expected is " + String.join(" or ", kinds);
  }

  private static String noun(Plain plain) {
    return switch (plain) {
      case NULL -> "nothing";
      case BOOL -> "true or false";
      case NUMBER -> "a number";
      case TEXT -> "a string";
      case FILLED_TEXT -> "a string that is not empty";
    };
  }
}
