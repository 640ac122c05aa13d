package dev.slipway.server.work;

import dev.slipway.document.Parsed;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.runner.WorkflowFiles;
import dev.slipway.server.git.History;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.queue.Queue;
import dev.slipway.workflow.DispatchInputs;
import dev.slipway.workflow.EventPayloads;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.Trigger;
import dev.slipway.workflow.TriggerEvent;
import dev.slipway.workflow.Workflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Workflows that people start by hand ({@code workflow_dispatch}). Safe for use by many threads.
 */
public final class Dispatches {
  private static final String EVENT = "workflow_dispatch";

  private final Repositories repositories;
  private final Orders orders;
  private final Queue queue;

  /** Starts workflows of these repositories through a queue. */
  public Dispatches(Repositories repositories, Orders orders, Queue queue) {
    this.repositories = repositories;
    this.orders = orders;
    this.queue = queue;
  }

  /**
   * A workflow that can be started by hand.
   *
   * @param inputs what is asked for, in the order of the file
   */
  public record Offer(String path, String name, List<Trigger.Input> inputs) {
    /** Copies the list. */
    public Offer {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * What can be started by hand at a reference; files with errors are left out.
   *
   * @param ref a full name such as {@code refs/heads/main}
   */
  public List<Offer> offers(RepositoryId id, String ref) {
    History history = repositories.history(id);
    Optional<String> commit = history.commit(ref);
    if (commit.isEmpty()) {
      return List.of();
    }
    WorkflowFiles files = files(history, commit.get());
    List<Offer> offers = new ArrayList<>();
    for (String path : files.paths()) {
      Optional<Workflow> workflow = files.read(path).value();
      workflow
          .flatMap(each -> each.on().find(EVENT))
          .ifPresent(
              trigger ->
                  offers.add(new Offer(path, workflow.get().displayName(), trigger.inputs())));
    }
    return offers;
  }

  /**
   * Starts a workflow.
   *
   * @param ref a branch or tag by its full name
   * @param path of the workflow's file in the repository
   * @param inputs what was typed, by the name of the input
   * @param actor who wants it
   * @throws SlipwayException NOT_FOUND when there is no such reference or workflow, INVALID_INPUT
   *     when it cannot be started by hand or its inputs are not what it asks for
   */
  public RunId start(
      RepositoryId id, String ref, String path, Map<String, String> inputs, String actor) {
    History history = repositories.history(id);
    String commit =
        history
            .commit(ref)
            .orElseThrow(() -> notFound("there is no branch or tag " + ref + " in " + id));
    WorkflowFiles files = files(history, commit);
    if (!files.paths().contains(path)) {
      throw notFound("there is no workflow " + path + " at " + ref + " of " + id);
    }
    Parsed<Workflow> parsed = files.read(path);
    Workflow workflow =
        parsed.value().orElseThrow(() -> invalid(path + " has errors; no run can be started"));
    Trigger trigger =
        workflow
            .on()
            .find(EVENT)
            .orElseThrow(
                () -> invalid(path + " cannot be started by hand: it has no on: " + EVENT));
    Map<String, String> values = values(trigger, inputs);
    RepositoryFacts facts = orders.facts(id, ref, commit, actor);
    TriggerEvent made = new EventPayloads(facts).workflowDispatch(values);
    ObjectValue payload = made.payload().toBuilder().put("workflow", path).build();
    TriggerEvent event = TriggerEvent.of(EVENT, ref, payload).withInputs(values);
    return queue.add(orders.order(id, facts, workflow, event));
  }

  // The defaults are written down with the run: a later change of the file does not change it.
  private static Map<String, String> values(Trigger trigger, Map<String, String> given) {
    Parsed<ObjectValue> resolved = DispatchInputs.resolve(trigger, given);
    if (resolved.value().isEmpty() || !resolved.problems().isEmpty()) {
      throw invalid(
          resolved.problems().stream()
              .map(problem -> problem.message())
              .collect(Collectors.joining("\n")));
    }
    ObjectValue values = resolved.value().get();
    Map<String, String> texts = new LinkedHashMap<>();
    values.names().forEach(name -> texts.put(name, values.get(name).text()));
    return texts;
  }

  private static WorkflowFiles files(History history, String commit) {
    return WorkflowFiles.of(Path.of("/"), history.texts(commit, WorkflowFiles.FOLDER));
  }

  private static SlipwayException notFound(String message) {
    return new SlipwayException(ErrorCode.NOT_FOUND, message);
  }

  private static SlipwayException invalid(String message) {
    return new SlipwayException(ErrorCode.INVALID_INPUT, message);
  }
}
