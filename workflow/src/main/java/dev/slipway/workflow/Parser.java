package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the tree of an expression by precedence climbing: {@code ||}, {@code &&}, equality,
 * relation, {@code !}, index.
 */
final class Parser {
  /** The deepest tree GitHub accepts. */
  static final int DEEPEST = 50;

  /** Parentheses add no level to the tree, but each takes stack here. */
  private static final int MOST_NESTED = 1_000;

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int EQUALITY = 3;
  private static final int RELATION = 4;

  private final String source;
  private final List<Token> tokens;
  private final Names names;
  private int at;
  private int nested;

  private Parser(String source, Names names) {
    this.source = source;
    this.names = names;
    this.tokens = Lexer.read(source);
  }

  /** The tree of the source; a source without words is null. */
  static Term parse(String source, Names names) {
    Parser parser = new Parser(source, names);
    if (parser.peek().is(Token.Type.END)) {
      return new Term.Literal(Value.none());
    }
    Term tree = parser.expression(OR);
    if (!parser.peek().is(Token.Type.END)) {
      throw parser.unexpected(parser.peek());
    }
    return tree;
  }

  private Term expression(int least) {
    enter();
    Term left = unary();
    while (true) {
      int precedence = precedence(peek());
      if (precedence < least) {
        nested--;
        return left;
      }
      if (precedence == OR || precedence == AND) {
        left = checked(logical(precedence, left));
      } else {
        left = checked(comparison(precedence, left));
      }
    }
  }

  private static int precedence(Token token) {
    if (!token.is(Token.Type.OPERATOR)) {
      return 0;
    }
    return switch (token.text()) {
      case "||" -> OR;
      case "&&" -> AND;
      case "==", "!=" -> EQUALITY;
      case "!" -> 0;
      default -> RELATION;
    };
  }

  /** Operands of the same operator lie side by side, however they are grouped. */
  private Term logical(int precedence, Term first) {
    Class<? extends Term> kind = precedence == OR ? Term.Or.class : Term.And.class;
    List<Term> operands = new ArrayList<>();
    addFlat(operands, kind, first);
    while (precedence(peek()) == precedence) {
      next();
      addFlat(operands, kind, expression(precedence + 1));
    }
    if (precedence == OR) {
      return new Term.Or(operands);
    }
    return new Term.And(operands);
  }

  private static void addFlat(List<Term> operands, Class<? extends Term> kind, Term operand) {
    if (kind.isInstance(operand)) {
      operands.addAll(operand.children());
    } else {
      operands.add(operand);
    }
  }

  private Term comparison(int precedence, Term left) {
    Token token = next();
    Operator operator = Operator.of(token.text()).orElseThrow(() -> unexpected(token));
    return new Term.Comparison(operator, left, expression(precedence + 1));
  }

  private Term unary() {
    if (peek().is(Token.Type.OPERATOR) && peek().text().equals("!")) {
      enter();
      next();
      Term operand = unary();
      nested--;
      return checked(new Term.Not(operand));
    }
    return indexed();
  }

  private Term indexed() {
    Token first = next();
    Term term =
        switch (first.type()) {
          case LITERAL -> new Term.Literal(first.value());
          case WORD -> nameOrCall(first);
          case OPEN_PARENTHESIS -> group();
          case END -> throw unexpectedEnd();
          case CLOSE_PARENTHESIS, OPEN_BRACKET, CLOSE_BRACKET, COMMA, DOT, STAR, OPERATOR ->
              throw unexpected(first);
        };
    if (first.is(Token.Type.LITERAL)) {
      return term;
    }
    while (true) {
      if (accept(Token.Type.DOT)) {
        term = checked(new Term.Index(term, property()));
      } else if (accept(Token.Type.OPEN_BRACKET)) {
        term = checked(new Term.Index(term, bracketed()));
      } else {
        return term;
      }
    }
  }

  private Term group() {
    Term inner = expression(OR);
    expect(Token.Type.CLOSE_PARENTHESIS);
    return inner;
  }

  private Term property() {
    Token token = next();
    return switch (token.type()) {
      case WORD -> new Term.Literal(Value.of(token.text()));
      case STAR -> new Term.Star();
      case END -> throw unexpectedEnd();
      case OPEN_PARENTHESIS,
          CLOSE_PARENTHESIS,
          OPEN_BRACKET,
          CLOSE_BRACKET,
          COMMA,
          DOT,
          OPERATOR,
          LITERAL ->
          throw unexpected(token);
    };
  }

  private Term bracketed() {
    Term index;
    if (accept(Token.Type.STAR)) {
      index = new Term.Star();
    } else {
      index = expression(OR);
    }
    expect(Token.Type.CLOSE_BRACKET);
    return index;
  }

  private Term nameOrCall(Token name) {
    if (accept(Token.Type.OPEN_PARENTHESIS)) {
      return call(name);
    }
    if (!names.allowsContext(name.text())) {
      throw failure("Unrecognized named-value", name);
    }
    return new Term.Context(name.text());
  }

  private Term call(Token name) {
    Optional<Function> builtIn = Function.of(name.text());
    Arity arity =
        builtIn
            .map(Function::arity)
            .or(() -> names.function(name.text()))
            .orElseThrow(() -> failure("Unrecognized function", name));
    List<Term> arguments = arguments();
    if (arguments.size() < arity.least()) {
      throw failure("Too few parameters supplied", name);
    }
    if (arguments.size() > arity.most()) {
      throw failure("Too many parameters supplied", name);
    }
    if (builtIn.isEmpty()) {
      return checked(new Term.HostCall(name.text(), arguments));
    }
    if (builtIn.get() == Function.CASE && arguments.size() % 2 == 0) {
      throw failure(
          "Even number of parameters supplied, requires an odd number of parameters", name);
    }
    return checked(new Term.Call(builtIn.get(), arguments));
  }

  private List<Term> arguments() {
    List<Term> arguments = new ArrayList<>();
    if (accept(Token.Type.CLOSE_PARENTHESIS)) {
      return arguments;
    }
    arguments.add(expression(OR));
    while (accept(Token.Type.COMMA)) {
      arguments.add(expression(OR));
    }
    expect(Token.Type.CLOSE_PARENTHESIS);
    return arguments;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (!token.is(Token.Type.END)) {
      at++;
    }
    return token;
  }

  private boolean accept(Token.Type type) {
    if (peek().is(type)) {
      next();
      return true;
    }
    return false;
  }

  private void expect(Token.Type type) {
    if (accept(type)) {
      return;
    }
    if (peek().is(Token.Type.END)) {
      throw unexpectedEnd();
    }
    throw unexpected(peek());
  }

  private Term checked(Term term) {
    if (term.depth() > DEEPEST) {
      throw tooDeep();
    }
    return term;
  }

  private void enter() {
    if (++nested > MOST_NESTED) {
      throw tooDeep();
    }
  }

  private static ExpressionException tooDeep() {
    return new ExpressionException(
        ExpressionException.Kind.PARSING, "Exceeded max expression depth " + DEEPEST);
  }

  private ExpressionException unexpected(Token token) {
    return failure("Unexpected symbol", token);
  }

  private ExpressionException unexpectedEnd() {
    return failure("Unexpected end of expression", tokens.get(Math.max(0, at - 1)));
  }

  private ExpressionException failure(String description, Token token) {
    return ExpressionException.at(
        ExpressionException.Kind.PARSING, description, token.text(), token.offset(), source);
  }
}
