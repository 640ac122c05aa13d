package dev.slipway.workflow;

import java.util.List;
import java.util.Optional;

/** What a job is called in front of people. */
public final class JobName {
  private static final int LONGEST = 100;

  private JobName() {}

  /**
   * The name of the job of one cell: a computed {@code name} as it evaluates, else the name or the
   * id with the values of the matrix in parentheses, cut after 100 characters.
   *
   * @param context must have the {@code matrix} and {@code strategy} of the cell
   * @throws ExpressionException when the name cannot be evaluated
   */
  public static String of(Job job, MatrixCell cell, EvaluationContext context) {
    Optional<Template> name = job.name();
    if (name.isPresent() && !name.get().isLiteral()) {
      String evaluated = name.get().evaluate(context).text();
      if (!evaluated.isEmpty()) {
        return evaluated;
      }
      return suffixed(job.id().value(), cell.labels());
    }
    return suffixed(base(job), cell.labels());
  }

  /** The literal name of a job, its id when it has none or a computed one. */
  static String base(Job job) {
    Optional<Template> name = job.name().filter(Template::isLiteral);
    if (name.isPresent() && name.get() instanceof Template.Literal literal) {
      String text = literal.value().text();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return job.id().value();
  }

  private static String suffixed(String base, List<String> labels) {
    String name = base;
    if (!labels.isEmpty()) {
      name = base + " (" + String.join(", ", labels) + ")";
    }
    if (name.length() > LONGEST) {
      return name.substring(0, LONGEST - 3) + "...";
    }
    return name;
  }
}
