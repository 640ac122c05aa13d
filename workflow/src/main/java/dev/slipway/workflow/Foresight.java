package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates expressions and templates as far as what is known allows. */
final class Foresight {
  private final Knowledge knowledge;

  Foresight(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  Guess guess(Expression expression) {
    return guess(expression.root());
  }

  /**
   * What a template becomes.
   *
   * @throws ExpressionException when an expression in it certainly fails
   */
  Guess guess(Template template) {
    return switch (template) {
      case Template.Literal literal -> Guess.known(literal.value());
      case Template.Computed computed -> guess(computed.expression());
      case Template.Insert insert -> Guess.unknown("insert");
      case Template.Sequence sequence -> guessAll(sequence.items(), template);
      case Template.Mapping mapping -> {
        List<Template> parts = new ArrayList<>();
        for (Template.Entry entry : mapping.entries()) {
          if (!(entry.key() instanceof Template.Insert)) {
            parts.add(entry.key());
          }
          parts.add(entry.value());
        }
        yield guessAll(parts, template);
      }
    };
  }

  private Guess guessAll(List<Template> parts, Template whole) {
    List<Guess> open = new ArrayList<>();
    for (Template part : parts) {
      Guess guess = guess(part);
      if (guess instanceof Guess.Unknown) {
        open.add(guess);
      }
    }
    if (open.isEmpty()) {
      return Guess.known(whole.evaluate(knowledge.contexts()));
    }
    return Guess.unknown(open);
  }

  private Guess guess(Term term) {
    return switch (term) {
      case Term.Literal(Value value) -> Guess.known(value);
      case Term.Star star -> Guess.known(Value.none());
      case Term.Context context -> context(context);
      case Term.Index index -> index(index);
      case Term.Call call when call.function() == Function.CASE -> choose(call.children());
      case Term.Call call -> apply(call);
      case Term.HostCall call -> hostCall(call);
      case Term.Not(Term operand) -> not(guess(operand));
      case Term.Comparison comparison -> apply(comparison);
      case Term.And(List<Term> operands) -> logical(operands, false);
      case Term.Or(List<Term> operands) -> logical(operands, true);
    };
  }

  private Guess context(Term.Context context) {
    String name = context.name();
    if (!knowledge.contexts().has(name) || knowledge.hasOpenMembers(name)) {
      return Guess.unknown(name);
    }
    return Guess.known(knowledge.contexts().named(name));
  }

  private Guess index(Term.Index index) {
    if (root(index) instanceof Term.Context context) {
      String path = Printer.print(index);
      if (!knowledge.contexts().has(context.name())) {
        return Guess.unknown(path);
      }
      if (index.target() instanceof Term.Context
          && index.index() instanceof Term.Literal(Value.Text(String member))) {
        return member(context.name(), member);
      }
    }
    return apply(index);
  }

  private Guess member(String context, String member) {
    if (knowledge.isOpen(context + "." + member)) {
      return Guess.unknown(context + "." + member);
    }
    return Guess.known(knowledge.contexts().named(context).member(member));
  }

  private static Term root(Term.Index index) {
    Term root = index;
    while (root instanceof Term.Index inner) {
      root = inner.target();
    }
    return root;
  }

  private Guess not(Guess operand) {
    Optional<Boolean> truth = operand.truth();
    if (truth.isPresent()) {
      return Guess.known(Value.of(!truth.get()));
    }
    return operand;
  }

  /** The first operand that is truthy or falsy, as wanted, ends the row; what is open stays. */
  private Guess logical(List<Term> operands, boolean wanted) {
    List<Guess> open = new ArrayList<>();
    Guess last = Guess.known(Value.none());
    for (Term operand : operands) {
      last = guess(operand);
      if (last instanceof Guess.Unknown) {
        open.add(last);
      }
      if (last.truth().equals(Optional.of(wanted))) {
        return open.isEmpty() ? last : Guess.unknown(open, wanted);
      }
    }
    if (open.isEmpty()) {
      return last;
    }
    if (open.stream().allMatch(guess -> guess.truth().isPresent())) {
      return Guess.unknown(open, !wanted);
    }
    return Guess.unknown(open);
  }

  private Guess choose(List<Term> arguments) {
    for (int i = 0; i < arguments.size() - 1; i += 2) {
      Guess chosen = guess(arguments.get(i));
      if (chosen instanceof Guess.Unknown) {
        return chosen;
      }
      if (chosen.certain().equals(Optional.of(Value.of(true)))) {
        return guess(arguments.get(i + 1));
      }
    }
    return guess(arguments.getLast());
  }

  private Guess hostCall(Term.HostCall call) {
    Optional<Boolean> status = knowledge.status(call.function());
    if (status.isPresent()) {
      return Guess.known(Value.of(status.get()));
    }
    return Guess.unknown(Printer.print(call));
  }

  /** Evaluates a term once all its parts are known. */
  private Guess apply(Term term) {
    List<Term> known = new ArrayList<>();
    List<Guess> open = new ArrayList<>();
    for (Term child : term.children()) {
      Guess guess = guess(child);
      Optional<Value> value = guess.certain();
      if (value.isEmpty()) {
        open.add(guess);
      } else if (child instanceof Term.Star) {
        known.add(child);
      } else {
        known.add(new Term.Literal(value.get()));
      }
    }
    if (!open.isEmpty()) {
      return Guess.unknown(open);
    }
    Term whole = rebuilt(term, known);
    return Guess.known(new Evaluator(knowledge.contexts(), whole).evaluate(whole, 0));
  }

  private static Term rebuilt(Term term, List<Term> parts) {
    return switch (term) {
      case Term.Index index -> new Term.Index(parts.getFirst(), parts.getLast());
      case Term.Call call -> new Term.Call(call.function(), parts);
      case Term.Comparison comparison ->
          new Term.Comparison(comparison.operator(), parts.getFirst(), parts.getLast());
      case Term.Literal literal -> term;
      case Term.Context context -> term;
      case Term.Star star -> term;
      case Term.HostCall call -> term;
      case Term.Not not -> term;
      case Term.And and -> term;
      case Term.Or or -> term;
    };
  }
}
