package dev.slipway.workflow;

import dev.slipway.document.Document;
import dev.slipway.document.Node;
import dev.slipway.workflow.Rules.Calls;
import dev.slipway.workflow.Rules.Dialect;
import dev.slipway.workflow.Rules.Sizes;
import dev.slipway.workflow.Rules.TokenPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Runs GitHub's conformance cases for workflow files: texts of several documents, which are the
 * options, the workflow, the workflows it calls, and the JSON it must become (published with
 * actions/languageservices).
 */
public final class WorkflowConformance {
  private static final String SEPARATOR = "\n---\n";

  /** The scopes that {@code read-all} and {@code write-all} stood for when the cases were made. */
  private static final List<String> SCOPES =
      List.of(
          "actions",
          "checks",
          "contents",
          "deployments",
          "discussions",
          "issues",
          "packages",
          "pages",
          "pull-requests",
          "repository-projects",
          "statuses",
          "security-events",
          "id-token");

  private WorkflowConformance() {}

  /**
   * Runs one case.
   *
   * @param file the name of its file, such as {@code job-basic.yml}
   * @param text its content
   */
  public static ConformanceResult run(String file, String text) {
    List<String> documents = split(text.replace("\r\n", "\n"));
    if (documents.size() < 3) {
      return ConformanceResult.failed(file, "a case has at least three documents");
    }
    Value expected;
    try {
      expected = Json.read(documents.getLast().strip());
    } catch (ExpressionException exception) {
      return ConformanceResult.failed(
          file, "the expectation is no JSON: " + exception.getMessage());
    }
    Optional<Node.Mapping> options = options(documents.getFirst());
    if (options.isEmpty()) {
      return ConformanceResult.failed(file, "the options are no mapping");
    }
    Value actual = outcome(file, documents, options.get());
    if (actual.equals(expected)) {
      return ConformanceResult.pass(file);
    }
    return ConformanceResult.failed(file, difference("", expected, actual));
  }

  private static List<String> split(String text) {
    List<String> documents = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(SEPARATOR); end >= 0; end = text.indexOf(SEPARATOR, start)) {
      documents.add(text.substring(start, end));
      // The line feed of one separator may begin the next.
      start = end + SEPARATOR.length();
    }
    documents.add(text.substring(start));
    return documents;
  }

  private static Optional<Node.Mapping> options(String text) {
    return Document.read("options", text)
        .value()
        .map(Document::root)
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast);
  }

  private static Value outcome(String file, List<String> documents, Node.Mapping options) {
    Map<String, String> called = new HashMap<>();
    for (int index = 2; index + 1 < documents.size() - 1; index += 2) {
      called.put(documents.get(index).strip(), documents.get(index + 1));
    }
    WorkflowLookup lookup =
        (ref, caller) ->
            Optional.ofNullable(called.get(ref.text()))
                .map(text -> new WorkflowLookup.Source(ref.text(), text));
    boolean eventsAlone = skips(options, "go") && skips(options, "c#");
    WorkflowLoader loader = new WorkflowLoader(rules(options, eventsAlone), lookup);
    Optional<WorkflowTree> tree = loader.load(".github/workflows/" + file, documents.get(1));
    if (tree.isEmpty() || loader.findings().hasErrors()) {
      return errors(loader.findings());
    }
    boolean withSource = options.text("include-source").orElse("false").equals("true");
    TemplateJson templates = new TemplateJson(withSource, loader.files());
    ObjectValue.Builder json = new WorkflowJson(templates, eventsAlone).of(tree.get());
    if (withSource) {
      json.put("file-table", fileTable(loader.files(), options));
    }
    return json.build();
  }

  /** When a run is repeated in part, GitHub's table is in the order of the names. */
  private static Value fileTable(List<String> files, Node.Mapping options) {
    List<String> table = new ArrayList<>(files);
    if (options.text("is-partial-rerun").orElse("false").equals("true")) {
      Collections.sort(table);
    }
    return new ArrayValue(table.stream().map(Value::of).toList());
  }

  private static boolean skips(Node.Mapping options, String language) {
    return options.find("skip").stream()
        .filter(Node.Sequence.class::isInstance)
        .flatMap(list -> ((Node.Sequence) list).items().stream())
        .anyMatch(
            item ->
                item instanceof Node.Scalar scalar
                    && scalar.text().toLowerCase(Locale.ROOT).equals(language));
  }

  private static Rules rules(Node.Mapping options, boolean strictEvents) {
    boolean background =
        options
            .find("experimental-features")
            .filter(Node.Mapping.class::isInstance)
            .flatMap(features -> ((Node.Mapping) features).text("allowBackgroundSteps"))
            .orElse("false")
            .equals("true");
    TokenPolicy policy =
        options.text("permissions-policy").orElse("LimitedRead").equals("Write")
            ? TokenPolicy.WRITE
            : TokenPolicy.LIMITED_READ;
    boolean followed = !options.text("skip-reusable-workflows").orElse("false").equals("true");
    int depth = number(options, "max-nested-reusable-workflows-depth", 4);
    return new Rules(
        Dialect.GITHUB,
        false,
        background,
        strictEvents,
        new Calls(followed, depth, policy, SCOPES),
        new Sizes(
            number(options, "max-file-size", 1 << 20),
            number(options, "max-depth", 50),
            number(options, "max-result-size", 10 << 20),
            number(options, "max-job-limit", Integer.MAX_VALUE)));
  }

  private static int number(Node.Mapping options, String key, int otherwise) {
    return options
        .find(key)
        .filter(Node.Scalar.class::isInstance)
        .map(node -> (int) ((Node.Scalar) node).number())
        .orElse(otherwise);
  }

  private static Value errors(Findings findings) {
    List<Value> errors = new ArrayList<>();
    for (String text : findings.texts()) {
      errors.add(ObjectValue.builder().put("Message", text).build());
    }
    return ObjectValue.builder().put("errors", new ArrayValue(errors)).build();
  }

  /** The first place where two values differ. */
  private static String difference(String path, Value expected, Value actual) {
    if (expected instanceof ObjectValue wanted && actual instanceof ObjectValue got) {
      for (String name : wanted.names()) {
        if (!wanted.get(name).equals(got.get(name))) {
          return difference(path + "." + name, wanted.get(name), got.get(name));
        }
      }
      for (String name : got.names()) {
        if (!wanted.has(name)) {
          return path + "." + name + " is too much: " + got.get(name);
        }
      }
    }
    if (expected instanceof ArrayValue wanted && actual instanceof ArrayValue got) {
      for (int index = 0; index < Math.min(wanted.items().size(), got.items().size()); index++) {
        if (!wanted.items().get(index).equals(got.items().get(index))) {
          return difference(
              path + "[" + index + "]", wanted.items().get(index), got.items().get(index));
        }
      }
    }
    return path + ": expected " + expected + ", got " + actual;
  }
}
