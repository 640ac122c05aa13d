package dev.slipway.runner;

import dev.slipway.workflow.Action;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Step;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs JavaScript actions with the node found on the job's PATH, and remembers what their other
 * parts need.
 *
 * <p>GitHub brings a node of its own for each {@code using:}; a job that sets another node up first
 * is served by that one here.
 */
final class NodeWork {
  private final StepCommands commands;
  private final PostSteps posts;
  private final Path workspace;
  private final IdentityHashMap<Step, Map<String, String>> before = new IdentityHashMap<>();

  NodeWork(StepCommands commands, PostSteps posts, Path workspace) {
    this.commands = commands;
    this.posts = posts;
    this.workspace = workspace;
  }

  /** The main part of an action. */
  StepReport.Work run(
      Action.Node node,
      Path folder,
      Map<String, String> inputs,
      ObjectValue github,
      StepFrame step) {
    Map<String, String> variables = variables(inputs, github);
    variables.putAll(stateOf(before.getOrDefault(step.step(), Map.of())));
    node.post().ifPresent(script -> posts.add(post(node, folder, script, variables, step)));
    return script(folder.resolve(node.main()), variables, step);
  }

  /** The part of an action that comes before the job's steps; the main part sees its state. */
  StepReport.Work runPre(
      Path script, Map<String, String> inputs, ObjectValue github, StepFrame step) {
    StepReport.Work work = script(script, variables(inputs, github), step);
    before.put(step.step(), step.log().effects().state());
    return work;
  }

  private PostSteps.Post post(
      Action.Node node, Path folder, String script, Map<String, String> variables, StepFrame step) {
    StepEffects main = step.log().effects();
    return new PostSteps.Post(
        step.step(),
        step.scope(),
        "Post " + step.name(),
        node.postCondition(),
        step.env(),
        later -> {
          Map<String, String> all = new HashMap<>(variables);
          all.putAll(stateOf(main.state()));
          return script(folder.resolve(script), all, later);
        });
  }

  private static Map<String, String> stateOf(Map<String, String> state) {
    Map<String, String> variables = new HashMap<>();
    state.forEach((name, value) -> variables.put("STATE_" + name, value));
    return variables;
  }

  private StepReport.Work script(Path script, Map<String, String> variables, StepFrame step) {
    return commands.run(step, List.of("node", script.toString()), variables, workspace);
  }

  /** Inputs as the toolkit reads them: upper case, blanks as underscores. */
  static Map<String, String> variables(Map<String, String> inputs, ObjectValue github) {
    Map<String, String> variables = new HashMap<>();
    inputs.forEach(
        (name, value) ->
            variables.put("INPUT_" + name.replace(' ', '_').toUpperCase(Locale.ROOT), value));
    for (String name : github.names()) {
      variables.put("GITHUB_" + name.toUpperCase(Locale.ROOT), github.get(name).text());
    }
    return variables;
  }
}
