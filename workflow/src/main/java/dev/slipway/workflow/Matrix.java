package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the cells of a {@code matrix}: the product of its vectors in the order written, the last
 * one fastest; without those an {@code exclude} names; then what {@code include} adds to them or
 * appends. (GitHub: running variations of jobs.)
 */
final class Matrix {
  private final Position position;
  private final Optional<Template> template;
  private final Map<String, List<Value>> vectors = new LinkedHashMap<>();
  private final List<ObjectValue> excludes = new ArrayList<>();
  private final List<Include> includes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final ObjectValue matrix;

  /** One entry of {@code include}: what it must fit, what it adds. */
  private static final class Include {
    private final ObjectValue filter;
    private final ObjectValue extra;
    private boolean used;

    Include(ObjectValue filter, ObjectValue extra) {
      this.filter = filter;
      this.extra = extra;
    }
  }

  /**
   * A matrix that has been evaluated.
   *
   * @param template where its parts stand, when it is written out
   */
  Matrix(ObjectValue matrix, Position position, Optional<Template> template) {
    this.matrix = matrix;
    this.position = position;
    this.template = template;
  }

  Parsed<List<MatrixCell>> cells() {
    for (Map.Entry<String, Value> member : matrix.toMap().entrySet()) {
      readVector(member.getKey(), member.getValue());
    }
    readEntries("exclude").forEach(this::readExclude);
    readEntries("include").forEach(this::readInclude);
    if (vectors.isEmpty() && includes.isEmpty() && problems.isEmpty()) {
      problem("matrix", "Matrix must define at least one vector");
    }
    if (!problems.isEmpty()) {
      return Parsed.failed(problems);
    }
    return build();
  }

  private void readVector(String name, Value value) {
    if (isEntries(name)) {
      return;
    }
    if (!(value instanceof ArrayValue array)) {
      problem(name, "Matrix vector '" + name + "' must be a list, found " + described(value));
    } else if (array.items().isEmpty()) {
      problem(name, "Matrix vector '" + name + "' does not contain any values");
    } else {
      vectors.put(name, array.items());
    }
  }

  private static boolean isEntries(String name) {
    return name.equals("include") || name.equals("exclude");
  }

  private List<Value> readEntries(String name) {
    Value value = matrix.get(name);
    if (value instanceof ArrayValue array) {
      return array.items();
    }
    if (matrix.has(name)) {
      problem(name, "Matrix " + name + " must be a list, found " + described(value));
    }
    return List.of();
  }

  private void readExclude(Value entry) {
    if (!(entry instanceof ObjectValue filter)) {
      problem("exclude", "Matrix exclude entries must be mappings, found " + described(entry));
      return;
    }
    if (filter.size() == 0) {
      problem("exclude", "Matrix exclude filter must not be empty");
      return;
    }
    for (String key : filter.names()) {
      if (!hasVector(key)) {
        problem(
            "exclude", "Matrix exclude key '" + key + "' does not match any key within the matrix");
      }
    }
    excludes.add(filter);
  }

  private void readInclude(Value entry) {
    if (!(entry instanceof ObjectValue given)) {
      problem("include", "Matrix include entries must be mappings, found " + described(entry));
      return;
    }
    if (given.size() == 0) {
      problem("include", "Matrix include mapping does not contain any values");
      return;
    }
    ObjectValue.Builder filter = ObjectValue.builder();
    ObjectValue.Builder extra = ObjectValue.builder();
    for (Map.Entry<String, Value> member : given.toMap().entrySet()) {
      ObjectValue.Builder part = hasVector(member.getKey()) ? filter : extra;
      part.put(member.getKey(), member.getValue());
    }
    includes.add(new Include(filter.build(), extra.build()));
  }

  private boolean hasVector(String name) {
    return vectors.keySet().stream().anyMatch(vector -> Letters.same(vector, name));
  }

  private static String described(Value value) {
    if (value.isPrimitive()) {
      return "the " + value.kind().toLowerCase(java.util.Locale.ROOT) + " " + value;
    }
    return value instanceof ObjectValue ? "a mapping" : "a list";
  }

  private Parsed<List<MatrixCell>> build() {
    long product = vectors.isEmpty() ? 0 : 1;
    for (List<Value> vector : vectors.values()) {
      product = Math.min(Integer.MAX_VALUE, product * vector.size());
    }
    List<MatrixCell> cells = new ArrayList<>();
    for (int place = 0; place < product && cells.size() <= Strategy.MOST_CELLS; place++) {
      ObjectValue vector = combination(place, (int) product);
      if (excludes.stream().noneMatch(filter -> fits(vector, filter))) {
        cells.add(MatrixCell.of(cells.size(), vector, included(vector)));
      }
    }
    for (Include include : includes) {
      if (!include.used) {
        ObjectValue vector = include.filter.toBuilder().putAll(include.extra).build();
        cells.add(MatrixCell.of(cells.size(), vector, ObjectValue.empty()));
      }
    }
    if (cells.size() > Strategy.MOST_CELLS) {
      problem(
          "matrix", "The matrix makes more than " + Strategy.MOST_CELLS + " jobs, GitHub's limit");
      return Parsed.failed(problems);
    }
    if (cells.isEmpty()) {
      return Parsed.of(List.of(MatrixCell.ALONE));
    }
    return Parsed.of(cells);
  }

  private ObjectValue combination(int place, int product) {
    ObjectValue.Builder combination = ObjectValue.builder();
    int block = product;
    for (Map.Entry<String, List<Value>> vector : vectors.entrySet()) {
      List<Value> values = vector.getValue();
      block /= values.size();
      combination.put(vector.getKey(), values.get(place / block % values.size()));
    }
    return combination.build();
  }

  private ObjectValue included(ObjectValue vector) {
    ObjectValue.Builder extra = ObjectValue.builder();
    for (Include include : includes) {
      if (fits(vector, include.filter)) {
        include.used = true;
        extra.putAll(include.extra);
      }
    }
    return extra.build();
  }

  /** Whether every value of the filter is loosely equal to the one at its place. */
  private static boolean fits(Value value, Value filter) {
    if (filter instanceof ObjectValue object) {
      return object.toMap().entrySet().stream()
          .allMatch(member -> fits(value.member(member.getKey()), member.getValue()));
    }
    if (filter instanceof ArrayValue array) {
      return fitsItems(value, array.items());
    }
    return Operator.equal(value, filter);
  }

  private static boolean fitsItems(Value value, List<Value> filters) {
    for (int i = 0; i < filters.size(); i++) {
      Value item = Value.none();
      if (value instanceof ArrayValue array && i < array.items().size()) {
        item = array.items().get(i);
      }
      if (!fits(item, filters.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void problem(String key, String message) {
    Position place = position;
    if (template.isPresent() && template.get() instanceof Template.Mapping mapping) {
      place = mapping.find(key).map(Template::position).orElse(position);
    }
    problems.add(Problem.error(place, "invalid-matrix", message));
  }
}
