package dev.slipway.deliver;

import dev.slipway.document.Node;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads how a release goes live and what it must satisfy: strategies, checks, hooks, approval. */
final class PolicyReader {
  private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(5);
  private static final int MINIMUM_REQUESTS = 100;
  private static final Duration STEP = Duration.ofMinutes(2);
  private static final Map<String, Strategy> BUILT_IN =
      Map.of(
          "rolling", new Strategy.Rolling(1, Duration.ZERO),
          "blue-green", new Strategy.BlueGreen(Optional.empty(), Duration.ofMinutes(10)),
          "canary",
              new Strategy.Canary(
                  List.of(step(5), step(25), step(50)),
                  MINIMUM_REQUESTS,
                  Strategy.Inconclusive.HOLD));

  private final List<Problem> problems;

  PolicyReader(List<Problem> problems) {
    this.problems = problems;
  }

  private static Strategy.Step step(int weight) {
    return new Strategy.Step(weight, STEP, List.of());
  }

  /** The strategy of an environment: a name, a mapping, or the default. */
  Strategy strategy(Optional<Node> node, Map<String, Strategy> named) {
    return switch (node.orElse(null)) {
      case Node.Scalar name -> byName(name, named);
      case Node.Mapping mapping -> declared(mapping);
      case Node.Sequence sequence -> {
        problems.add(
            Problem.error(sequence.position(), "wrong-kind", "A sequence is not expected here")
                .withHint("expected is the name of a strategy or a mapping with 'type'"));
        yield rolling();
      }
      case null -> rolling();
    };
  }

  private static Strategy rolling() {
    return new Strategy.Rolling(1, Duration.ZERO);
  }

  private Strategy byName(Node.Scalar name, Map<String, Strategy> named) {
    Strategy found = named.getOrDefault(name.text(), BUILT_IN.get(name.text()));
    if (found != null) {
      return found;
    }
    TreeSet<String> known = new TreeSet<>(BUILT_IN.keySet());
    known.addAll(named.keySet());
    problems.add(
        Problem.error(
                name.position(), "unknown-strategy", "There is no strategy '" + name.text() + "'")
            .withHint(
                Suggestions.closest(name.text(), known)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("known here: " + String.join(", ", known))));
    return rolling();
  }

  /** A strategy written out; a wrong one is reported and stands for the default. */
  Strategy declared(Node node) {
    if (!Shapes.satisfiesType(node, DeliverySchema.STRATEGY, problems)) {
      return rolling();
    }
    Section section = Section.of(node);
    return switch (section.text("type", "")) {
      case "blue-green" ->
          new Strategy.BlueGreen(
              section.text("preview-host"), section.duration("keep-warm", Duration.ofMinutes(10)));
      case "canary" -> canary(section);
      default ->
          new Strategy.Rolling(
              section.integer("batch", 1), section.duration("pause", Duration.ZERO));
    };
  }

  private Strategy canary(Section section) {
    List<Strategy.Step> steps = new ArrayList<>();
    int before = 0;
    for (Section step : section.sections("steps")) {
      int weight = step.integer("weight", 1);
      if (weight <= before) {
        problems.add(
            Problem.error(
                step.position(),
                "weights-do-not-grow",
                "A step of " + weight + " % cannot follow one of " + before + " %"));
        return rolling();
      }
      before = weight;
      steps.add(new Strategy.Step(weight, step.duration("for", STEP), commands(step, "checks")));
    }
    if (steps.isEmpty()) {
      steps.addAll(List.of(step(5), step(25), step(50)));
    }
    String inconclusive = section.text("inconclusive", "hold");
    return new Strategy.Canary(
        steps,
        section.integer("minimum-requests", MINIMUM_REQUESTS),
        Strategy.Inconclusive.valueOf(constant(inconclusive)));
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  Checks checks(Section section) {
    Section checks = section.section("checks");
    return new Checks(
        checks.number("pass-rate"), checks.number("coverage"), commands(checks, "commands"));
  }

  private List<Checks.CommandCheck> commands(Section section, String key) {
    List<Checks.CommandCheck> commands = new ArrayList<>();
    HashSet<String> names = new HashSet<>();
    for (Section check : section.sections(key)) {
      String name = check.text("name", "");
      if (!names.add(name)) {
        problems.add(
            Problem.error(
                check.position(), "duplicate-name", "There is another check named '" + name + "'"));
      }
      Checks.Moment when = Checks.Moment.valueOf(constant(check.text("when", "candidate")));
      check
          .command("run")
          .ifPresent(
              run ->
                  commands.add(
                      new Checks.CommandCheck(
                          name, when, run, check.duration("timeout", COMMAND_TIMEOUT))));
    }
    return commands;
  }

  Hooks hooks(Section section) {
    List<Hooks.Hook> hooks = new ArrayList<>();
    Section points = section.section("hooks");
    for (Hooks.Point point : Hooks.Point.values()) {
      points.find(point.key()).ifPresent(node -> hooks(point, node, hooks));
    }
    return new Hooks(hooks);
  }

  private static void hooks(Hooks.Point point, Node node, List<Hooks.Hook> hooks) {
    switch (node) {
      case Node.Sequence sequence -> sequence.items().forEach(item -> hooks(point, item, hooks));
      case Node.Scalar line ->
          hooks.add(new Hooks.Hook(point, Section.command(line), COMMAND_TIMEOUT, Set.of()));
      case Node.Mapping mapping -> {
        Section hook = new Section(mapping);
        hook.command("run")
            .ifPresent(
                run ->
                    hooks.add(
                        new Hooks.Hook(
                            point,
                            run,
                            hook.duration("timeout", COMMAND_TIMEOUT),
                            Set.copyOf(hook.texts("pass")))));
      }
    }
  }

  Protection protection(Section environment) {
    Optional<Node> node = environment.find("approval");
    if (node.isEmpty()) {
      return Protection.NONE;
    }
    if (node.get() instanceof Node.Scalar scalar) {
      int approvals = scalar.isTrue() ? 1 : 0;
      return new Protection(
          List.of(), approvals, Duration.ZERO, List.of(), false, !scalar.isTrue());
    }
    Section section = Section.of(node.get());
    List<String> reviewers = section.texts("reviewers");
    int approvals = section.integer("required", reviewers.isEmpty() ? 0 : 1);
    if (!reviewers.isEmpty() && approvals > reviewers.size()) {
      problems.add(
          Problem.error(
              section.keyPosition("required"),
              "too-few-reviewers",
              approvals + " approvals are required and only " + reviewers.size() + " may approve"));
    }
    return new Protection(
        reviewers,
        approvals,
        section.duration("wait", Duration.ZERO),
        section.texts("branches"),
        section.bool("prevent-self-review", false),
        section.bool("yes", approvals == 0));
  }
}
