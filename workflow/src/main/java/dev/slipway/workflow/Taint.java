package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which parts of an expression's result an outsider chooses: titles, bodies, branch names, commit
 * messages and the like, which anyone who may open an issue or a pull request can fill.
 *
 * <p>Put into a script by <code>${{ }}</code> such text becomes code. (GitHub: security hardening,
 * untrusted input.)
 */
final class Taint {
  /** Paths an outsider fills; a star stands for any index. */
  private static final List<String> UNTRUSTED =
      List.of(
          "github.head_ref",
          "github.event.comment.body",
          "github.event.commits.*.author.email",
          "github.event.commits.*.author.name",
          "github.event.commits.*.message",
          "github.event.discussion.body",
          "github.event.discussion.title",
          "github.event.head_commit.author.email",
          "github.event.head_commit.author.name",
          "github.event.head_commit.message",
          "github.event.issue.body",
          "github.event.issue.title",
          "github.event.pages.*.page_name",
          "github.event.pull_request.body",
          "github.event.pull_request.head.label",
          "github.event.pull_request.head.ref",
          "github.event.pull_request.head.repo.default_branch",
          "github.event.pull_request.title",
          "github.event.review.body",
          "github.event.review_comment.body",
          "github.event.workflow_run.display_title",
          "github.event.workflow_run.head_branch",
          "github.event.workflow_run.head_commit.author.email",
          "github.event.workflow_run.head_commit.author.name",
          "github.event.workflow_run.head_commit.message",
          "github.event.workflow_run.head_repository.description",
          "github.event.workflow_run.pull_requests.*.head.ref");

  private final Set<String> found = new LinkedHashSet<>();

  private Taint() {}

  /**
   * The untrusted paths whose text can become part of the result, in order of appearance; empty
   * when the result is safe, as that of a comparison is.
   */
  static List<String> of(Expression expression) {
    return of(expression.root());
  }

  /** As {@link #of(Expression)}, of a part of an expression. */
  static List<String> of(Term term) {
    Taint taint = new Taint();
    taint.flow(term, false);
    return List.copyOf(taint.found);
  }

  /**
   * Follows what can become the result of a term.
   *
   * @param whole whether an object becomes text with all that is in it, as in {@code toJSON}
   */
  private void flow(Term term, boolean whole) {
    switch (term) {
      case Term.Literal literal -> {}
      case Term.Star star -> {}
      case Term.Not not -> {}
      case Term.Comparison comparison -> {}
      case Term.HostCall call -> {}
      case Term.Context context -> match(List.of(context.name()), whole);
      case Term.Index index -> flowIndex(index, whole);
      // All operands but the last can be the result only when they are falsy.
      case Term.And(List<Term> operands) -> flow(operands.getLast(), whole);
      case Term.Or(List<Term> operands) -> operands.forEach(operand -> flow(operand, whole));
      case Term.Call call -> flowCall(call, whole);
    }
  }

  private void flowCall(Term.Call call, boolean whole) {
    List<Term> arguments = call.children();
    switch (call.function()) {
      case CONTAINS, ENDS_WITH, STARTS_WITH -> {}
      case FORMAT, JOIN -> arguments.forEach(argument -> flow(argument, false));
      case TO_JSON -> flow(arguments.getFirst(), true);
      case FROM_JSON -> flow(arguments.getFirst(), whole);
      case CASE -> {
        for (int i = 1; i < arguments.size() - 1; i += 2) {
          flow(arguments.get(i), whole);
        }
        flow(arguments.getLast(), whole);
      }
    }
  }

  private void flowIndex(Term.Index index, boolean whole) {
    Optional<List<String>> path = path(index);
    if (path.isPresent()) {
      match(path.get(), whole);
      return;
    }
    // What is taken out of a value that was put together here is as tainted as the value.
    flow(index.target(), true);
  }

  private static Optional<List<String>> path(Term term) {
    if (term instanceof Term.Context(String name)) {
      return Optional.of(List.of(name));
    }
    if (!(term instanceof Term.Index(Term target, Term index))) {
      return Optional.empty();
    }
    return path(target)
        .map(
            path -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(segment(index));
              return longer;
            });
  }

  /** An index that is computed, a number or a star may be any. */
  private static String segment(Term index) {
    if (index instanceof Term.Literal(Value.Text(String name))) {
      return name;
    }
    return "*";
  }

  private void match(List<String> path, boolean whole) {
    for (String pattern : UNTRUSTED) {
      if (matches(path, pattern, whole)) {
        found.add(String.join(".", path).toLowerCase(Locale.ROOT));
        return;
      }
    }
  }

  private static boolean matches(List<String> path, String pattern, boolean whole) {
    int at = 0;
    for (String segment : path) {
      if (at > pattern.length()) {
        return false;
      }
      int dot = pattern.indexOf('.', at);
      int end = dot < 0 ? pattern.length() : dot;
      String wanted = pattern.substring(at, end);
      if (!segment.equals("*") && !wanted.equals("*") && !wanted.equalsIgnoreCase(segment)) {
        return false;
      }
      at = end + 1;
    }
    return whole || at > pattern.length();
  }
}
