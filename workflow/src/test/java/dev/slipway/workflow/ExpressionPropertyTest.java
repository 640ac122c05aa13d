package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpressionPropertyTest {
  private static final Names NAMES = Names.of("github", "env", "always(0,0)", "hashFiles(1,255)");
  private static final Contexts CONTEXTS =
      Contexts.empty()
          .with("github", Json.read("{\"ref\": \"main\", \"n\": [1, {\"x\": 2}], \"e\": {}}"))
          .with("env", Value.of("text"))
          .withFunction("always", arguments -> Value.of(true))
          .withFunction("hashfiles", arguments -> Value.of("hash"));

  @Property(tries = 300)
  void whatIsPrintedReadsAsTheSameTree(@ForAll("trees") Term tree) {
    if (tree.depth() > Parser.DEEPEST) {
      return;
    }

    Term read = Expression.parse(Printer.print(tree), NAMES).root();

    assertThat(Printer.print(read)).isEqualTo(Printer.print(tree));
  }

  @Property(tries = 300)
  void everyTreeEvaluatesOrFailsInWords(@ForAll("trees") Term tree) {
    if (tree.depth() > Parser.DEEPEST) {
      return;
    }

    try {
      Value value = Expression.of(tree).evaluate(CONTEXTS);
      assertThat(value.kind()).isNotEmpty();
    } catch (ExpressionException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 300)
  void whatIsForeseenIsWhatComes(@ForAll("trees") Term tree, @ForAll boolean known) {
    if (tree.depth() > Parser.DEEPEST) {
      return;
    }
    Contexts some = Contexts.empty().with("github", CONTEXTS.named("github"));
    Knowledge knowledge = Knowledge.of(known ? CONTEXTS : some).withOpenStatuses();

    try {
      Value came = Expression.of(tree).evaluate(CONTEXTS);
      Guess guess = new Foresight(knowledge).guess(Expression.of(tree));

      guess.certain().ifPresent(value -> assertThat(value).isEqualTo(came));
      guess.truth().ifPresent(truth -> assertThat(truth).isEqualTo(came.truthy()));
    } catch (ExpressionException e) {
      assertThat(e.kind()).isEqualTo(ExpressionException.Kind.EVALUATION);
    }
  }

  @Property(tries = 300)
  void anyTextIsAnExpressionOrIsRefused(@ForAll("texts") String text) {
    try {
      Expression expression = Expression.parse(text, Names.unrestricted());
      assertThat(expression.toString()).isNotNull();
    } catch (ExpressionException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 300)
  void everyNumberThatIsWrittenReadsAsNearlyTheSame(@ForAll double number) {
    double read = Numbers.parse(Numbers.format(number));
    if (Double.isInfinite(read)) {
      assertThat(Math.abs(number)).isGreaterThan(1.797e308);
      return;
    }

    assertThat(read).isCloseTo(number, org.assertj.core.data.Percentage.withPercentage(1e-10));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "github",
            ".",
            "ref",
            "[",
            "]",
            "(",
            ")",
            ",",
            "*",
            "'",
            "'a'",
            "!",
            "==",
            "!=",
            "<",
            "&&",
            "||",
            "&",
            "=",
            " ",
            "\n",
            "1",
            "0x",
            "-",
            "true",
            "null",
            "format",
            "case",
            "fromJSON",
            "\u00e9",
            "\ud83d",
            "@")
        .list()
        .ofMaxSize(12)
        .map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<Term> trees() {
    return tree(3);
  }

  private static Arbitrary<Term> tree(int levels) {
    if (levels == 0) {
      return leaves();
    }
    Arbitrary<Term> below = tree(levels - 1);
    Arbitrary<List<Term>> pairs = below.list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.oneOf(
        leaves(),
        below.map(Term.Not::new),
        pairs.map(terms -> flat(new Term.And(terms))),
        pairs.map(terms -> flat(new Term.Or(terms))),
        Combinators.combine(Arbitraries.of(Operator.values()), below, below)
            .as(Term.Comparison::new),
        Combinators.combine(targets(), indexes(below)).as(Term.Index::new),
        calls(below));
  }

  /** A logical term directly below one of its kind reads as one row of operands. */
  private static Term flat(Term term) {
    return Expression.parse(Printer.print(term), NAMES).root();
  }

  private static Arbitrary<Term> leaves() {
    return Arbitraries.of(
        new Term.Literal(Value.none()),
        new Term.Literal(Value.of(true)),
        new Term.Literal(Value.of(0)),
        new Term.Literal(Value.of(-1.5)),
        new Term.Literal(Value.of(1e21)),
        new Term.Literal(Value.of("")),
        new Term.Literal(Value.of("it's {0}")),
        new Term.Literal(Value.of("[1, 2]")),
        new Term.Context("github"),
        new Term.Context("env"));
  }

  private static Arbitrary<Term> targets() {
    return Arbitraries.of(
        new Term.Context("github"),
        new Term.Context("env"),
        new Term.Index(new Term.Context("github"), new Term.Literal(Value.of("n"))),
        new Term.Index(new Term.Context("github"), new Term.Star()));
  }

  private static Arbitrary<Term> indexes(Arbitrary<Term> below) {
    return Arbitraries.oneOf(
        below, Arbitraries.of(new Term.Star(), new Term.Literal(Value.of("ref"))));
  }

  private static Arbitrary<Term> calls(Arbitrary<Term> below) {
    return Arbitraries.oneOf(
        Arbitraries.just(new Term.HostCall("always", List.of())),
        below.map(term -> new Term.HostCall("hashFiles", List.of(term))),
        below.map(term -> new Term.Call(Function.TO_JSON, List.of(term))),
        below.map(term -> new Term.Call(Function.FROM_JSON, List.of(term))),
        below.list().ofSize(2).map(terms -> new Term.Call(Function.CONTAINS, terms)),
        below.list().ofSize(2).map(terms -> new Term.Call(Function.JOIN, terms)),
        below.list().ofSize(3).map(terms -> new Term.Call(Function.CASE, terms)),
        below.list().ofSize(2).map(terms -> new Term.Call(Function.FORMAT, terms)));
  }
}
