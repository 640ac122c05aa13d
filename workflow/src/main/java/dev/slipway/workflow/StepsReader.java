package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the steps of one job or composite action. One use only. */
final class StepsReader {
  private static final String ALWAYS = "always()";

  private final Findings findings;
  private final Place conditions;
  private final UntrustedInput untrusted;
  private final Identifiers identifiers = new Identifiers();

  /** The user's ids of the steps before, by lower case, and whether they run in the background. */
  private final Map<String, Boolean> known = new HashMap<>();

  /**
   * A reader of steps.
   *
   * @param conditions the place of an {@code if}
   */
  StepsReader(Findings findings, Place conditions) {
    this.findings = findings;
    this.conditions = conditions;
    this.untrusted = new UntrustedInput(findings);
  }

  /** Generated ids come after the user's, whichever step is first. */
  List<Step> read(Template steps) {
    List<Draft> drafts = drafts(steps, false);
    return drafts.stream().map(this::checked).toList();
  }

  private Step checked(Draft draft) {
    Step step = step(draft);
    untrusted.check(step);
    return step;
  }

  /** A step whose id may still be missing. */
  private record Draft(Template.Mapping mapping, Optional<String> id, List<Draft> parallel) {
    Position position() {
      return mapping.position();
    }
  }

  private List<Draft> drafts(Template steps, boolean withinParallel) {
    List<Draft> drafts = new ArrayList<>();
    if (steps instanceof Template.Sequence sequence) {
      for (Template item : sequence.items()) {
        Pieces.mapping(item).ifPresent(mapping -> drafts.add(draft(mapping, withinParallel)));
      }
    }
    return drafts;
  }

  private Draft draft(Template.Mapping mapping, boolean withinParallel) {
    Optional<Template> id = mapping.find("id");
    id.ifPresent(template -> take(template, mapping));
    mapping.find("wait").ifPresent(targets -> checkTargets(mapping, Pieces.literals(targets)));
    mapping.find("cancel").ifPresent(target -> checkTargets(mapping, Pieces.literals(target)));
    mapping.find("wait-all").ifPresent(this::checkWaitAll);
    List<Draft> parallel = List.of();
    if (withinParallel) {
      checkWithinParallel(mapping);
    } else if (mapping.find("parallel").isPresent()) {
      parallel = drafts(mapping.find("parallel").get(), true);
      parallel.forEach(this::remember);
    }
    return new Draft(mapping, id.flatMap(Pieces::text), parallel);
  }

  private void take(Template id, Template.Mapping mapping) {
    String text = Pieces.text(id).orElse("");
    identifiers.take(text).ifPresent(message -> findings.error(id.position(), "step-id", message));
    known.put(text.toLowerCase(Locale.ROOT), Pieces.isTrue(mapping, "background"));
  }

  private void remember(Draft parallel) {
    parallel.id().ifPresent(id -> known.put(id.toLowerCase(Locale.ROOT), true));
  }

  private void checkTargets(Template.Mapping mapping, List<Template.Literal> targets) {
    Optional<String> own = Pieces.text(mapping, "id");
    for (Template.Literal target : targets) {
      String id = target.value().text();
      Boolean background = known.get(id.toLowerCase(Locale.ROOT));
      if (id.startsWith("__")) {
        findings.error(target.position(), "step-target", Identifiers.reserved(id));
      } else if (own.isPresent() && own.get().equalsIgnoreCase(id)) {
        findings.error(
            target.position(), "step-target", "Step '" + own.get() + "' cannot reference itself");
      } else if (background == null) {
        findings.error(
            target.position(),
            "step-target",
            "Step references unknown step ID '" + id + "'",
            Suggestions.closest(id, known.keySet())
                .map(closest -> "did you mean '" + closest + "'?")
                .orElse("the step has to stand above this one"));
      } else if (!background) {
        findings.warning(
            target.position(),
            "step-target",
            "The step '" + id + "' does not run in the background, so it has ended already",
            "give it 'background: true', or drop it here");
      }
    }
  }

  private void checkWaitAll(Template value) {
    if (value instanceof Template.Literal literal
        && literal.value() instanceof Value.Bool bool
        && !bool.value()) {
      findings.error(
          value.position(), "wait-all", "The value of 'wait-all' must be true or omitted");
    }
  }

  private void checkWithinParallel(Template.Mapping mapping) {
    for (String key : List.of("wait", "wait-all", "cancel")) {
      if (mapping.find(key).isPresent()) {
        findings.error(
            mapping.position(),
            "parallel",
            "'" + key + "' is not allowed inside a parallel block.");
      }
    }
    if (mapping.find("background").isPresent()) {
      findings.error(
          mapping.position(),
          "parallel",
          "'background' is not allowed inside a parallel block. Steps in a parallel block are"
              + " automatically run as background steps.");
    }
    if (mapping.find("parallel").isPresent()) {
      findings.error(mapping.position(), "parallel", "Nested 'parallel' blocks are not allowed.");
    }
  }

  private Step step(Draft draft) {
    Template.Mapping mapping = draft.mapping();
    if (mapping.find("run").isPresent()) {
      return new RunStep(
          head(draft, "run", ""),
          mapping.find("run").get(),
          mapping.find("shell"),
          mapping.find("working-directory"));
    }
    if (mapping.find("uses").isPresent()) {
      return uses(draft, mapping.find("uses").get());
    }
    if (mapping.find("wait").isPresent()) {
      List<String> targets = Pieces.texts(mapping.find("wait").get());
      return new WaitStep(head(draft, "wait", "Wait"), targets.stream().map(StepId::new).toList());
    }
    if (mapping.find("wait-all").isPresent()) {
      return new WaitAllStep(head(draft, "wait-all", "Wait for all"));
    }
    if (mapping.find("cancel").isPresent()) {
      String target = Pieces.text(mapping, "cancel").orElse("");
      return new CancelStep(head(draft, "cancel", "Cancel"), new StepId(target));
    }
    StepHead head = head(draft, "parallel", "Parallel group");
    return new ParallelStep(head, draft.parallel().stream().map(this::checked).toList());
  }

  private Step uses(Draft draft, Template template) {
    String text = Pieces.text(template).orElse("");
    Optional<ActionRef> action = References.action(text);
    if (action.isEmpty()) {
      findings.error(
          template.position(),
          "step-uses",
          "Expected format {org}/{repo}[/path]@ref. Actual '" + text + "'",
          "a folder of this repository is written ./path, an image docker://image");
    }
    if (text.equals("docker://")) {
      findings.earlyError(
          template.position(),
          "step-uses",
          "The image of 'docker://' is missing",
          "write docker://IMAGE:TAG");
    }
    StepHead head = head(draft, action.map(References::idOf).orElse("run"), "");
    return new UsesStep(
        head,
        action.orElse(new ActionRef.Local(text, text)),
        Pieces.mappingOrEmpty(draft.mapping(), "with"));
  }

  private StepHead head(Draft draft, String idText, String defaultName) {
    Template.Mapping mapping = draft.mapping();
    Optional<Template> name = mapping.find("name");
    if (name.isEmpty() && !defaultName.isEmpty()) {
      name = Optional.of(new Template.Literal(draft.position(), Value.of(defaultName)));
    }
    String id = draft.id().orElseGet(() -> identifiers.generate(idText));
    boolean acts = defaultName.isEmpty();
    return new StepHead(
        new StepId(id),
        draft.position(),
        name,
        acts ? Conditions.read(mapping.find("if"), conditions, findings) : always(),
        mapping.find("continue-on-error"),
        mapping.find("timeout-minutes"),
        Pieces.mappingOrEmpty(mapping, "env"),
        Pieces.isTrue(mapping, "background"));
  }

  private Expression always() {
    return Expression.parse(ALWAYS, conditions.names());
  }
}
