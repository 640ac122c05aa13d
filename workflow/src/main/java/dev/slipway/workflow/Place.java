package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in a file: what a value may look like there and which names its expressions may use. Safe
 * for use by several threads.
 */
final class Place {
  private final Shapes shapes;
  private final Shape shape;
  private final List<String> allowed;
  private final Names names;
  private final Map<String, Place> below = new ConcurrentHashMap<>();

  /** What an absent condition means here; most conditions are absent. */
  private volatile @Nullable Expression success;

  Place(Shapes shapes, Shape shape, List<String> around) {
    this.shapes = shapes;
    this.shape = shape;
    this.allowed = union(around, shape.names());
    this.names = Names.of(allowed);
  }

  private Place(Shapes shapes, Shape shape, Place around) {
    this.shapes = shapes;
    this.shape = shape;
    this.allowed = around.allowed;
    this.names = around.names;
  }

  private static List<String> union(List<String> around, List<String> own) {
    Set<String> union = new LinkedHashSet<>(around);
    union.addAll(own);
    return List.copyOf(union);
  }

  /** The place of a part of the value, by its type. */
  Place below(String type) {
    Place known = below.get(type);
    if (known == null) {
      Shape part = shapes.shape(type);
      known =
          part.names().isEmpty() ? new Place(shapes, part, this) : new Place(shapes, part, allowed);
      below.put(type, known);
    }
    return known;
  }

  /** The condition {@code success()}. */
  Expression success() {
    Expression known = success;
    if (known == null) {
      known = StatusFunctions.condition("", names);
      success = known;
    }
    return known;
  }

  Shape shape() {
    return shape;
  }

  Names names() {
    return names;
  }

  /** Whether an expression may stand here at all. */
  boolean takesExpressions() {
    return !allowed.isEmpty();
  }

  /** The contexts that may be used here. */
  List<String> contexts() {
    return allowed.stream().filter(name -> name.indexOf('(') < 0).toList();
  }

  /** The host functions that may be used here, by name. */
  List<String> functions() {
    List<String> functions = new ArrayList<>();
    for (String name : allowed) {
      if (name.indexOf('(') >= 0) {
        functions.add(name.substring(0, name.indexOf('(')));
      }
    }
    return functions;
  }
}
