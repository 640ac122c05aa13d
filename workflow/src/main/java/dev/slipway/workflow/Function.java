package dev.slipway.workflow;

import java.util.Locale;
import java.util.Optional;

/** The functions every expression may call. */
enum Function {
  CASE("case", 3, Arity.UNBOUNDED),
  CONTAINS("contains", 2, 2),
  ENDS_WITH("endsWith", 2, 2),
  FORMAT("format", 1, Arity.UNBOUNDED),
  FROM_JSON("fromJSON", 1, 1),
  JOIN("join", 1, 2),
  STARTS_WITH("startsWith", 2, 2),
  TO_JSON("toJSON", 1, 1);

  private final String spelling;
  private final int least;
  private final int most;

  Function(String spelling, int least, int most) {
    this.spelling = spelling;
    this.least = least;
    this.most = most;
  }

  /** The name as GitHub's documentation writes it. */
  String spelling() {
    return spelling;
  }

  Arity arity() {
    return new Arity(least, most);
  }

  /** The function of that name, without regard to case. */
  static Optional<Function> of(String name) {
    return Optional.ofNullable(
        switch (name.toLowerCase(Locale.ROOT)) {
          case "case" -> CASE;
          case "contains" -> CONTAINS;
          case "endswith" -> ENDS_WITH;
          case "format" -> FORMAT;
          case "fromjson" -> FROM_JSON;
          case "join" -> JOIN;
          case "startswith" -> STARTS_WITH;
          case "tojson" -> TO_JSON;
          default -> null;
        });
  }
}
