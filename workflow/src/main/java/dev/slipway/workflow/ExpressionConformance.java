package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs GitHub's conformance cases for expressions: JSON files of named lists of cases, each with an
 * expression, the contexts it sees, and the result or error it must give (published with
 * actions/languageservices).
 */
public final class ExpressionConformance {
  /** GitHub's server gives one evaluation one mebibyte. */
  private static final int SERVER_MEMORY = 1024 * 1024;

  private ExpressionConformance() {}

  /**
   * Runs every case of one file.
   *
   * @param file the name of the file, for the names of the results
   * @param json its content
   * @throws ExpressionException when the content is not JSON
   */
  public static List<ConformanceResult> run(String file, String json) {
    List<ConformanceResult> results = new ArrayList<>();
    if (!(Json.read(json) instanceof ObjectValue lists)) {
      return List.of(ConformanceResult.failed(file, "not an object of case lists"));
    }
    for (Map.Entry<String, Value> list : lists.toMap().entrySet()) {
      if (list.getValue() instanceof ArrayValue array) {
        List<Value> cases = array.items();
        for (int i = 0; i < cases.size(); i++) {
          String name = file + " " + list.getKey() + "[" + i + "]";
          String failure = run(cases.get(i));
          if (!failure.isEmpty()) {
            failure = cases.get(i).path("expr").text() + ": " + failure;
          }
          results.add(new ConformanceResult(name, failure));
        }
      }
    }
    return results;
  }

  private static String run(Value test) {
    String source = test.path("expr").text();
    ObjectValue contexts = ObjectValue.empty();
    if (test.path("contexts") instanceof ObjectValue given) {
      contexts = given;
    }
    Set<String> names = new HashSet<>(contexts.names());
    try {
      Expression expression = Expression.parse(source, Names.of(names));
      Value result =
          expression.evaluate(Contexts.of(contexts.toMap()).withMemoryLimit(SERVER_MEMORY));
      return compareResult(test, result);
    } catch (ExpressionException e) {
      return compareError(test, e);
    }
  }

  private static String compareResult(Value test, Value result) {
    if (!test.path("err").path("kind").text().isEmpty()) {
      return "expected the error <" + test.path("err", "value").text() + "> but got " + result;
    }
    Value wanted = test.path("result");
    String kind = wanted.path("kind").text();
    if (!kind.equals(result.kind())) {
      return "expected a " + kind + " but got the " + result.kind() + " " + result;
    }
    if (!wanted.path("value").json().equals(result.json())) {
      return "expected " + wanted.path("value").json() + " but got " + result.json();
    }
    return "";
  }

  private static String compareError(Value test, ExpressionException error) {
    String kind = test.path("err", "kind").text();
    String wanted = test.path("err", "value").text();
    String got = error.kind().name().toLowerCase(Locale.ROOT);
    if (kind.isEmpty()) {
      return "expected a result but got the " + got + " error <" + error.getMessage() + ">";
    }
    if (!kind.equals(got)) {
      return "expected a "
          + kind
          + " error but got the "
          + got
          + " error <"
          + error.getMessage()
          + ">";
    }
    if (!String.valueOf(error.getMessage()).contains(wanted)) {
      return "expected the error <" + wanted + "> but got <" + error.getMessage() + ">";
    }
    return "";
  }
}
