package dev.slipway.workflow;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression of the GitHub Actions language, read and ready to be evaluated. */
public final class Expression {
  private final String source;
  private final Term root;

  private Expression(String source, Term root) {
    this.source = source;
    this.root = root;
  }

  /**
   * Reads an expression, without the <code>${{ }}</code> around it.
   *
   * @param allowed the contexts and host functions that may be used at this place
   * @throws ExpressionException in GitHub's words, when the source is no expression
   */
  public static Expression parse(String source, Names allowed) {
    return new Expression(source, Parser.parse(source, allowed));
  }

  /** The expression that always has this value. */
  public static Expression constant(Value value) {
    return new Expression(Printer.literal(value), new Term.Literal(value));
  }

  static Expression of(Term root) {
    return new Expression(Printer.print(root), root);
  }

  /**
   * The value of this expression.
   *
   * @throws ExpressionException when a function refuses its arguments or a limit is passed
   */
  public Value evaluate(EvaluationContext context) {
    return new Evaluator(context, root).evaluate(root, 0);
  }

  /** The text it was read from. */
  public String source() {
    return source;
  }

  /** The contexts it names, in lower case and in order of appearance. */
  public Set<String> contexts() {
    Set<String> found = new LinkedHashSet<>();
    collectContexts(root, found);
    return found;
  }

  /** The functions it calls, built-in ones included, in lower case and in order of appearance. */
  public Set<String> functions() {
    Set<String> found = new LinkedHashSet<>();
    collectFunctions(root, found);
    return found;
  }

  Term root() {
    return root;
  }

  private static void collectContexts(Term term, Set<String> found) {
    if (term instanceof Term.Context(String name)) {
      found.add(name.toLowerCase(Locale.ROOT));
    }
    for (Term child : term.children()) {
      collectContexts(child, found);
    }
  }

  private static void collectFunctions(Term term, Set<String> found) {
    if (term instanceof Term.HostCall call) {
      found.add(call.function().toLowerCase(Locale.ROOT));
    } else if (term instanceof Term.Call call) {
      found.add(call.function().spelling().toLowerCase(Locale.ROOT));
    }
    for (Term child : term.children()) {
      collectFunctions(child, found);
    }
  }

  /** Expressions are equal when they have the same tree. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Expression expression && root.equals(expression.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  /** A source that reads as the same tree, every grouping written out. */
  @Override
  public String toString() {
    return Printer.print(root);
  }
}
