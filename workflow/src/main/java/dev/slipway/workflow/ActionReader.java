package dev.slipway.workflow;

import dev.slipway.document.Document;
import dev.slipway.document.Limits;
import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads action files ({@code action.yml}): text in, the action or all that is wrong with it out.
 * Never throws for what a file holds.
 */
public final class ActionReader {
  private static final String NODE = "node";

  private final String path;
  private final Findings findings = new Findings(false);

  private ActionReader(String path) {
    this.path = path;
  }

  /**
   * Reads an action.
   *
   * @param path how the file is called, such as {@code .github/actions/setup/action.yml}
   */
  public static Parsed<Action> read(String path, String text) {
    Rules rules = Rules.DEFAULT;
    Limits limits =
        new Limits(
            rules.limits().characters(), rules.limits().depth(), Limits.DEFAULT.nodes(), true);
    Parsed<Document> document = Document.read(path, text, limits);
    if (document.value().isEmpty()) {
      return Parsed.failed(document.problems());
    }
    return new ActionReader(path).read(document.value().get(), rules);
  }

  private Parsed<Action> read(Document document, Rules rules) {
    findings.source(path, document.text());
    ResultSize size = new ResultSize(rules.limits().bytes());
    Optional<Template> template =
        new TemplateReader(rules, findings, size)
            .read(Shapes.actions().root("action"), document.root());
    if (findings.hasErrors()) {
      return Parsed.failed(findings.problems());
    }
    Optional<Action> action = template.flatMap(Pieces::mapping).flatMap(this::action);
    if (action.isEmpty()) {
      return Parsed.failed(findings.problems());
    }
    return Parsed.of(action.get(), findings.problems());
  }

  private Optional<Action> action(Template.Mapping root) {
    Optional<Template.Mapping> runs = root.find("runs").flatMap(Pieces::mapping);
    if (runs.isEmpty()) {
      // Keys of the file that nobody knows are free, so a RUNS: got here unseen.
      findings.error(root.position(), "missing-key", "Required property is missing: runs");
      return Optional.empty();
    }
    return runs.flatMap(this::runs)
        .map(
            how ->
                new Action(
                    path,
                    Pieces.text(root, "name").orElse(path),
                    inputs(Pieces.entries(root, "inputs")),
                    outputs(Pieces.entries(root, "outputs")),
                    how));
  }

  private static List<Action.Input> inputs(List<Template.Entry> entries) {
    List<Action.Input> inputs = new ArrayList<>();
    for (Template.Entry entry : entries) {
      Template.Mapping mapping =
          Pieces.mapping(entry.value()).orElse(Template.Mapping.empty(entry.key().position()));
      inputs.add(
          new Action.Input(
              Pieces.key(entry),
              Pieces.text(mapping, "required").orElse("").equalsIgnoreCase("true"),
              mapping.find("default"),
              Pieces.text(mapping, "deprecationMessage")));
    }
    return inputs;
  }

  private static List<Action.Output> outputs(List<Template.Entry> entries) {
    List<Action.Output> outputs = new ArrayList<>();
    for (Template.Entry entry : entries) {
      Optional<Template> value =
          Pieces.mapping(entry.value()).flatMap(mapping -> mapping.find("value"));
      outputs.add(new Action.Output(Pieces.key(entry), value));
    }
    return outputs;
  }

  private Optional<Action.Runs> runs(Template.Mapping runs) {
    String using = Pieces.text(runs, "using").orElse("").toLowerCase(Locale.ROOT);
    if (using.equals("composite") && runs.find("steps").isPresent()) {
      return Optional.of(composite(runs.find("steps").get()));
    }
    if (using.equals("docker") && runs.find("image").isPresent()) {
      return Optional.of(docker(runs));
    }
    if (isNode(using) && runs.find("main").isPresent()) {
      return Optional.of(node(Integer.parseInt(using.substring(NODE.length())), runs));
    }
    Position position = runs.find("using").map(Template::position).orElse(runs.position());
    findings.error(
        position,
        "action-using",
        "'using: " + using + "' does not fit the other keys of 'runs'",
        "'composite' goes with 'steps', 'node24' with 'main', 'docker' with 'image'");
    return Optional.empty();
  }

  private static boolean isNode(String using) {
    String version = using.startsWith(NODE) ? using.substring(NODE.length()) : "";
    return !version.isEmpty()
        && version.length() <= 3
        && version.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private Action.Composite composite(Template steps) {
    Place conditions = Shapes.actions().root("step-if");
    return new Action.Composite(new StepsReader(findings, conditions).read(steps));
  }

  private Action.Node node(int version, Template.Mapping runs) {
    return new Action.Node(
        version,
        Pieces.text(runs, "main").orElse(""),
        Pieces.text(runs, "pre"),
        condition(runs, "pre-if"),
        Pieces.text(runs, "post"),
        condition(runs, "post-if"));
  }

  private Action.Docker docker(Template.Mapping runs) {
    List<Template> arguments =
        runs.find("args")
            .filter(Template.Sequence.class::isInstance)
            .map(list -> ((Template.Sequence) list).items())
            .orElse(List.of());
    return new Action.Docker(
        Pieces.text(runs, "image").orElse(""),
        Pieces.text(runs, "entrypoint"),
        arguments,
        Pieces.mappingOrEmpty(runs, "env"),
        Pieces.text(runs, "pre-entrypoint"),
        condition(runs, "pre-if"),
        Pieces.text(runs, "post-entrypoint"),
        condition(runs, "post-if"));
  }

  /** Unlike that of a step, such a condition does not imply {@code success()}. */
  private Expression condition(Template.Mapping runs, String key) {
    return Conditions.readPlain(
        runs.find(key), "always()", Shapes.actions().root("runs-if"), findings);
  }
}
