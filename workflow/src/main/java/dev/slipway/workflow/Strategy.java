package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The {@code strategy} of a job, evaluated: how many jobs it becomes and how they run.
 *
 * @param failFast whether the failure of one cancels the others
 * @param maxParallel how many may run at once; 0 when all may
 * @param cells one for each job, at least one
 */
public record Strategy(boolean failFast, int maxParallel, List<MatrixCell> cells) {
  /** The most jobs GitHub makes of one matrix. */
  public static final int MOST_CELLS = 256;

  /** The strategy of a job that has none: one job, no matrix. */
  public static final Strategy NONE = new Strategy(true, 0, List.of(MatrixCell.ALONE));

  public Strategy {
    cells = List.copyOf(cells);
  }

  /**
   * Evaluates the strategy of a job.
   *
   * @return no value and the problems when it cannot be used, as GitHub fails such a job
   * @throws ExpressionException when an expression in it fails
   */
  public static Parsed<Strategy> evaluate(Job job, EvaluationContext context) {
    Optional<Template> template = job.strategy();
    if (template.isEmpty()) {
      return Parsed.of(NONE);
    }
    return of(template.get(), template.get().evaluate(context));
  }

  /** The strategy a template has become; the template says where its parts stand. */
  static Parsed<Strategy> of(Template template, Value value) {
    if (value instanceof Value.Null) {
      return Parsed.of(NONE);
    }
    if (!(value instanceof ObjectValue strategy)) {
      return failed(template.position(), "A strategy must be a mapping, found " + value.kind());
    }
    Value failFast = strategy.get("fail-fast");
    if (!(failFast instanceof Value.Bool) && !(failFast instanceof Value.Null)) {
      return failed(
          place(template, "fail-fast"), "fail-fast must be true or false, found " + failFast);
    }
    Value maxParallel = strategy.get("max-parallel");
    if (strategy.has("max-parallel") && !isCount(maxParallel)) {
      return failed(
          place(template, "max-parallel"),
          "max-parallel must be a number of at least 1, found " + maxParallel);
    }
    boolean fails = failFast instanceof Value.Null || failFast.truthy();
    return cells(template, strategy)
        .map(cells -> new Strategy(fails, (int) maxParallel.number(), cells));
  }

  private static boolean isCount(Value value) {
    return value instanceof Value.Num(double number) && number >= 1;
  }

  private static Parsed<List<MatrixCell>> cells(Template template, ObjectValue strategy) {
    if (!strategy.has("matrix")) {
      return Parsed.of(NONE.cells());
    }
    Position position = place(template, "matrix");
    if (!(strategy.get("matrix") instanceof ObjectValue matrix)) {
      return failed(position, "A matrix must be a mapping, found " + strategy.get("matrix").kind());
    }
    return new Matrix(matrix, position, member(template, "matrix")).cells();
  }

  private static Position place(Template template, String key) {
    return member(template, key).map(Template::position).orElse(template.position());
  }

  private static Optional<Template> member(Template template, String key) {
    if (template instanceof Template.Mapping mapping) {
      return mapping.find(key);
    }
    return Optional.empty();
  }

  private static <T> Parsed<T> failed(Position position, String message) {
    return Parsed.failed(Problem.error(position, "invalid-strategy", message));
  }

  /** What the {@code strategy} context of one of its jobs is. */
  public ObjectValue context(MatrixCell cell) {
    int parallel = maxParallel > 0 ? maxParallel : cells.size();
    return ObjectValue.builder()
        .put("fail-fast", failFast)
        .put("job-index", cell.index())
        .put("job-total", cells.size())
        .put("max-parallel", parallel)
        .build();
  }
}
