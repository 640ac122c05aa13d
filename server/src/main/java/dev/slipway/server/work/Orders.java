package dev.slipway.server.work;

import dev.slipway.document.Parsed;
import dev.slipway.runner.WorkflowFiles;
import dev.slipway.server.git.History;
import dev.slipway.server.git.Push;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.queue.RunOrder;
import dev.slipway.workflow.Concurrency;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.EventPayloads;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.GithubContext;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Planner;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.Template;
import dev.slipway.workflow.TriggerEvent;
import dev.slipway.workflow.Workflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out which workflows an event starts. Starts nothing itself; safe for use by many threads.
 *
 * <p>A workflow file that cannot be read is ordered like one that a push starts: its run fails at
 * once and says what is wrong with the file.
 */
public final class Orders {
  private static final int LONGEST_TITLE = 200;

  private final Repositories repositories;
  private final RunSettings settings;
  private final Supplier<String> server;

  /**
   * @param server the address people reach the server by
   */
  public Orders(Repositories repositories, RunSettings settings, Supplier<String> server) {
    this.repositories = repositories;
    this.settings = settings;
    this.server = server;
  }

  /** What a push starts: workflows on {@code push}, {@code create} and {@code delete}. */
  public List<RunOrder> of(Push push) {
    RepositoryId id = push.repository();
    History history = repositories.history(id);
    if (push.deletes()) {
      return deleted(push, history);
    }
    Optional<History.PushedHistory> brought = history.pushed(push, server.get());
    if (brought.isEmpty()) {
      return List.of();
    }
    RepositoryFacts facts = brought.get().facts();
    EventPayloads payloads = new EventPayloads(facts);
    Place place = new Place(id, facts, WorkflowTexts.of(history, facts.sha()));
    List<RunOrder> orders =
        new ArrayList<>(
            of(place, payloads.push(brought.get().commits(), brought.get().forced()), true));
    if (push.creates()) {
      orders.addAll(of(place, payloads.of("create"), false));
    }
    return orders;
  }

  // What is gone has no files any more: as on GitHub the default branch's workflows count.
  private List<RunOrder> deleted(Push push, History history) {
    String trunk = "refs/heads/" + history.defaultBranch();
    Optional<String> commit = history.commit(trunk);
    if (commit.isEmpty()) {
      return List.of();
    }
    RepositoryFacts head =
        history.at(push.repository(), push.ref(), commit.get(), push.pusher(), server.get());
    Place place = new Place(push.repository(), head, WorkflowTexts.of(history, commit.get()));
    return of(place, new EventPayloads(head).of("delete"), false);
  }

  /** What another event starts in the workflows of a commit. */
  List<RunOrder> of(RepositoryId id, RepositoryFacts facts, TriggerEvent event) {
    History history = repositories.history(id);
    return of(new Place(id, facts, WorkflowTexts.of(history, facts.sha())), event, false);
  }

  /** The facts of a commit for an event of somebody. */
  RepositoryFacts facts(RepositoryId id, String ref, String commit, String actor) {
    return repositories.history(id).at(id, ref, commit, actor, server.get());
  }

  /** A repository at a commit. */
  private record Place(RepositoryId id, RepositoryFacts facts, WorkflowFiles files) {}

  private List<RunOrder> of(Place place, TriggerEvent event, boolean withBroken) {
    List<RunOrder> orders = new ArrayList<>();
    for (String path : place.files().paths()) {
      Optional<Workflow> workflow = read(place.files(), path);
      if (workflow.isEmpty()) {
        if (withBroken) {
          orders.add(broken(place, path, event));
        }
      } else if (!Planner.triggered(workflow.get(), event).isSkip()) {
        orders.add(order(place.id(), place.facts(), workflow.get(), event));
      }
    }
    return orders;
  }

  private static Optional<Workflow> read(WorkflowFiles files, String path) {
    try {
      Parsed<Workflow> parsed = files.read(path);
      return parsed.value();
    } catch (RuntimeException e) {
      // Whatever a hostile file does to its reader, the push that brought it is recorded.
      return Optional.empty();
    }
  }

  private RunOrder broken(Place place, String path, TriggerEvent event) {
    return new RunOrder(
        place.id().toString(),
        new RunOrder.WorkflowFile(path, path),
        source(place.facts(), event, headline(place.facts())),
        RunOrder.Placement.USUAL);
  }

  /** The order of one workflow for an event that starts it. */
  RunOrder order(RepositoryId id, RepositoryFacts facts, Workflow workflow, TriggerEvent event) {
    ObjectValue github =
        GithubContext.of(facts, event).put("workflow", workflow.displayName()).build();
    Contexts contexts =
        Contexts.empty()
            .with("github", github)
            .with("inputs", ObjectValue.ofTexts(event.inputs()))
            .with("vars", ObjectValue.ofTexts(settings.variables(id)));
    RunOrder.Placement placement =
        workflow
            .concurrency()
            .flatMap(template -> concurrency(template, contexts))
            .map(RunOrder.Placement.USUAL::in)
            .orElse(RunOrder.Placement.USUAL);
    return new RunOrder(
        id.toString(),
        new RunOrder.WorkflowFile(workflow.path(), workflow.displayName()),
        source(facts, event, title(workflow, contexts, facts)),
        placement);
  }

  // What cannot be evaluated is no reason to lose the run: it fails by itself and says why.
  private static Optional<Concurrency> concurrency(Template template, Contexts contexts) {
    try {
      return Concurrency.evaluate(template, contexts).value();
    } catch (ExpressionException e) {
      return Optional.empty();
    }
  }

  private static String title(Workflow workflow, Contexts contexts, RepositoryFacts facts) {
    if (workflow.runName().isEmpty()) {
      return headline(facts);
    }
    try {
      String title = workflow.runName().get().evaluate(contexts).text().strip();
      return title.isEmpty() ? headline(facts) : cut(title);
    } catch (ExpressionException e) {
      return headline(facts);
    }
  }

  private static String headline(RepositoryFacts facts) {
    return cut(facts.head().message().lines().findFirst().orElse(""));
  }

  private static String cut(String title) {
    return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
  }

  private static RunOrder.Source source(RepositoryFacts facts, TriggerEvent event, String title) {
    return new RunOrder.Source(
        event.name(),
        event.payload().json(),
        event.ref(),
        facts.sha(),
        title,
        facts.actor(),
        event.inputs());
  }

  /** The workflow files of a commit. */
  private static final class WorkflowTexts {
    private WorkflowTexts() {}

    static WorkflowFiles of(History history, String commit) {
      return WorkflowFiles.of(Path.of("/"), history.texts(commit, WorkflowFiles.FOLDER));
    }
  }
}
