package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One combination of a matrix, which becomes one job.
 *
 * @param index its place among the cells, counted from 0
 * @param matrix what the {@code matrix} context is; empty when the job has no matrix
 * @param labels the values that tell it from the others, for its name
 */
public record MatrixCell(int index, Optional<ObjectValue> matrix, List<String> labels) {
  static final MatrixCell ALONE = new MatrixCell(0, Optional.empty(), List.of());

  public MatrixCell {
    labels = List.copyOf(labels);
  }

  /**
   * The cell of a combination.
   *
   * @param vectors the values that name it
   * @param extra what {@code include} adds without being part of the name
   */
  static MatrixCell of(int index, ObjectValue vectors, ObjectValue extra) {
    List<String> labels = new ArrayList<>();
    collect(vectors, labels);
    ObjectValue matrix = vectors.toBuilder().putAll(extra).build();
    return new MatrixCell(index, Optional.of(matrix), labels);
  }

  private static void collect(Value value, List<String> labels) {
    if (value instanceof ObjectValue object) {
      object.values().forEach(item -> collect(item, labels));
    } else if (value instanceof ArrayValue array) {
      array.items().forEach(item -> collect(item, labels));
    } else if (!value.text().isEmpty()) {
      labels.add(value.text());
    }
  }

  /** What the {@code matrix} context is: null when there is no matrix. */
  public Value context() {
    if (matrix.isPresent()) {
      return matrix.get();
    }
    return Value.none();
  }
}
