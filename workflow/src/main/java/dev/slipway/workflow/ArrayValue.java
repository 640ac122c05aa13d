package dev.slipway.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ordered list of values; immutable. */
public final class ArrayValue implements Value {
  private final List<Value> items;
  private final boolean filtered;

  /** An array of these items. */
  public ArrayValue(List<Value> items) {
    this(items, false);
  }

  private ArrayValue(List<Value> items, boolean filtered) {
    this.items = List.copyOf(items);
    this.filtered = filtered;
  }

  /** What {@code .*} yields: an array whose next index reaches into each of its items. */
  static ArrayValue filtered(List<Value> items) {
    return new ArrayValue(items, true);
  }

  /** The items, in order. */
  public List<Value> items() {
    return items;
  }

  boolean isFiltered() {
    return filtered;
  }

  @Override
  public String kind() {
    return "Array";
  }

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public String text() {
    return "Array";
  }

  @Override
  public double number() {
    return Double.NaN;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArrayValue array && items.equals(array.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  @Override
  public String toString() {
    return items.toString();
  }
}
