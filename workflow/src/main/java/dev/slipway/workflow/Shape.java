package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value may look like, alternatives resolved.
 *
 * @param names the contexts and functions that expressions may use from here on, besides those of
 *     the values around it
 * @param scalars which scalars are accepted
 * @param item the type of a sequence's items; null when no sequence is accepted
 * @param mappings the mappings that are accepted
 */
record Shape(
    List<String> names,
    List<ScalarShape> scalars,
    @Nullable String item,
    List<MappingShape> mappings) {

  /** A kind of scalar. */
  sealed interface ScalarShape {
    /** Whether a literal is of this kind. */
    boolean accepts(Value value);
  }

  /** A kind that is known by its name alone. */
  enum Plain implements ScalarShape {
    NULL,
    BOOL,
    NUMBER,
    TEXT,
    FILLED_TEXT;

    @Override
    public boolean accepts(Value value) {
      return switch (this) {
        case NULL -> value instanceof Value.Null;
        case BOOL -> value instanceof Value.Bool;
        case NUMBER -> value instanceof Value.Num;
        case TEXT -> value instanceof Value.Text;
        case FILLED_TEXT -> value instanceof Value.Text text && !text.value().isEmpty();
      };
    }
  }

  /** One word. */
  record Word(String word) implements ScalarShape {
    @Override
    public boolean accepts(Value value) {
      return value instanceof Value.Text text && text.value().equals(word);
    }
  }

  /** A key of a mapping. */
  record Key(String type, boolean required) {}

  /**
   * A mapping.
   *
   * @param keys the known ones, in the order of the file
   * @param freeKey the type of other keys; null when there are none
   * @param freeValue the type of their values
   */
  record MappingShape(
      String name, Map<String, Key> keys, @Nullable String freeKey, @Nullable String freeValue) {}

  boolean accepts(Value value) {
    for (ScalarShape scalar : scalars) {
      if (scalar.accepts(value)) {
        return true;
      }
    }
    return false;
  }

  /** The words among the scalars. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    for (ScalarShape scalar : scalars) {
      if (scalar instanceof Word word) {
        words.add(word.word());
      }
    }
    return words;
  }
}
