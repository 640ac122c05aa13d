package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Commit;
import dev.slipway.machine.Git;
import dev.slipway.machine.GitFacts;
import dev.slipway.machine.Head;
import dev.slipway.machine.Person;
import dev.slipway.machine.RepositoryName;
import dev.slipway.workflow.DispatchInputs;
import dev.slipway.workflow.EventPayloads;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.GithubContext;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.Trigger;
import dev.slipway.workflow.TriggerEvent;
import dev.slipway.workflow.Value;
import dev.slipway.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The event a run is for: made up from what git knows and what the user hands in, or given.
 *
 * @param facts of the repository
 * @param event what happened
 */
record LocalEvent(RepositoryFacts facts, TriggerEvent event) {
  private static final String NO_COMMIT = RepositoryFacts.NO_COMMIT;
  private static final String BY_HAND = "workflow_dispatch";

  /**
   * The event of a request in a repository.
   *
   * @param diffWanted whether somebody will ask which paths changed
   */
  static LocalEvent of(RunRequest request, Git git, boolean diffWanted, Instant now) {
    RepositoryFacts facts = facts(request.event(), git, diffWanted, now);
    EventPayloads payloads = new EventPayloads(facts);
    TriggerEvent event =
        request.event().equals(BY_HAND)
            ? payloads.workflowDispatch(request.inputs())
            : payloads.of(request.event());
    if (request.payload().isPresent()) {
      event = withPayload(payloads, event, read(request.payload().get()));
    }
    return new LocalEvent(facts, event);
  }

  // Members the user gives replace those made up; the rest stays, so that a small file is enough.
  private static TriggerEvent withPayload(
      EventPayloads payloads, TriggerEvent event, ObjectValue given) {
    ObjectValue payload = event.payload().toBuilder().putAll(given).build();
    TriggerEvent made = payloads.given(event.name(), payload);
    return event.inputs().isEmpty() ? made : made.withInputs(event.inputs());
  }

  private static ObjectValue read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "cannot read the event payload " + file + ": " + e.getMessage(), e);
    }
    try {
      if (Value.parseJson(text) instanceof ObjectValue payload) {
        return payload;
      }
    } catch (ExpressionException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, file + " is no JSON: " + e.getMessage(), e);
    }
    throw new SlipwayException(
        ErrorCode.INVALID_INPUT, file + ": an event payload must be a JSON object");
  }

  private static RepositoryFacts facts(String event, Git git, boolean diffWanted, Instant now) {
    GitFacts known = git.facts();
    RepositoryName name =
        known.remote().orElseGet(() -> new RepositoryName("local", folderName(git.root())));
    if (known.head().isEmpty()) {
      return unborn(known, name, now);
    }
    Head head = known.head().get();
    Commit commit = head.commit();
    String ref =
        head.branch()
            .map(branch -> "refs/heads/" + branch)
            .or(() -> head.tags().stream().findFirst().map(tag -> "refs/tags/" + tag))
            .orElse("refs/heads/" + known.defaultBranch());
    String before = commit.parents().stream().findFirst().orElse(NO_COMMIT);
    return new RepositoryFacts(
        name.owner(),
        name.name(),
        known.defaultBranch(),
        ref,
        commit.id(),
        before,
        actor(commit.author()),
        new RepositoryFacts.Commit(
            commit.message(),
            author(commit.author()),
            author(commit.committer()),
            commit.committed()),
        diffWanted ? changes(event, git, known, before) : Optional.empty());
  }

  // A push brings the last commit; a pull request all that its branch has over the trunk.
  private static Optional<List<RepositoryFacts.Change>> changes(
      String event, Git git, GitFacts known, String before) {
    String from = before;
    if (event.startsWith("pull_request")) {
      from = git.mergeBase(known.defaultBranch(), "HEAD").orElse(before);
    }
    if (from.equals(NO_COMMIT)) {
      return Optional.empty();
    }
    return Optional.of(
        git.changedPaths(from, "HEAD").stream()
            .map(path -> new RepositoryFacts.Change(path, changeKind(git, path)))
            .toList());
  }

  private static RepositoryFacts.ChangeKind changeKind(Git git, String path) {
    return Files.exists(git.root().resolve(path), LinkOption.NOFOLLOW_LINKS)
        ? RepositoryFacts.ChangeKind.MODIFIED
        : RepositoryFacts.ChangeKind.REMOVED;
  }

  private static RepositoryFacts unborn(GitFacts known, RepositoryName name, Instant now) {
    RepositoryFacts.Author nobody = new RepositoryFacts.Author("nobody", "nobody@localhost");
    return new RepositoryFacts(
        name.owner(),
        name.name(),
        known.defaultBranch(),
        "refs/heads/" + known.defaultBranch(),
        NO_COMMIT,
        NO_COMMIT,
        "nobody",
        new RepositoryFacts.Commit("", nobody, nobody, now),
        Optional.of(List.of()));
  }

  private static String folderName(Path root) {
    Path name = root.getFileName();
    return name == null ? "repository" : name.toString();
  }

  // GitHub's actor is a login; the local part of the address is the nearest thing git knows.
  private static String actor(Person person) {
    int at = person.email().indexOf('@');
    return at > 0 ? person.email().substring(0, at) : person.name();
  }

  private static RepositoryFacts.Author author(Person person) {
    return new RepositoryFacts.Author(person.name(), person.email());
  }

  /**
   * The inputs of a workflow that runs for this event.
   *
   * @return empty unless it is started by hand
   * @throws SlipwayException INVALID_INPUT with all that is wrong with the given ones
   */
  ObjectValue inputsOf(Workflow workflow) {
    Optional<Trigger> trigger = workflow.on().find(event.name());
    if (trigger.isEmpty() || !event.name().equals(BY_HAND)) {
      return ObjectValue.empty();
    }
    Parsed<ObjectValue> inputs = DispatchInputs.resolve(trigger.get(), event.inputs());
    if (inputs.value().isPresent() && inputs.problems().isEmpty()) {
      return inputs.value().get();
    }
    String text =
        inputs.problems().stream()
            .map(problem -> problem.headline() + problem.hint().map(hint -> "; " + hint).orElse(""))
            .collect(Collectors.joining("\n"));
    throw new SlipwayException(ErrorCode.INVALID_INPUT, text);
  }

  /** The {@code github} context of a workflow that runs for this event. */
  ObjectValue github(Workflow workflow, RunPlace place) {
    String repository = facts.fullName();
    return GithubContext.of(facts, withInputs(inputsOf(workflow)))
        .put("workflow", workflow.displayName())
        .put("workflow_ref", repository + "/" + workflow.path() + "@" + event.ref())
        .put("workflow_sha", facts.sha())
        .put("run_number", Long.toString(place.number()))
        .put("run_attempt", Integer.toString(place.attempt()))
        .build();
  }

  // GitHub's payload holds the defaults too, every value as a text.
  private TriggerEvent withInputs(ObjectValue inputs) {
    if (inputs.names().isEmpty()) {
      return event;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    inputs.names().forEach(name -> texts.put(name, inputs.get(name).text()));
    ObjectValue payload =
        event.payload().toBuilder().put("inputs", ObjectValue.ofTexts(texts)).build();
    return TriggerEvent.of(event.name(), event.ref(), payload).withInputs(texts);
  }
}
