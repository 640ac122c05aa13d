package dev.slipway.workflow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes up events as GitHub would send them, from what a local repository knows. Pure: the same
 * facts give the same event.
 */
public final class EventPayloads {
  private static final int NUMBER = 1;

  private final RepositoryFacts facts;
  private final PayloadParts parts;

  /** Events of the repository with these facts. */
  public EventPayloads(RepositoryFacts facts) {
    this.facts = facts;
    this.parts = new PayloadParts(facts);
  }

  /**
   * An event of that name with GitHub's commonest activity: a push of the ref that is checked out,
   * a pull request that was opened from it, an issue that was opened, a release that was published.
   * An unknown name gives an event whose payload has the repository and the sender.
   */
  public TriggerEvent of(String event) {
    return switch (event) {
      case "push" -> push();
      case "pull_request", "pull_request_target" -> pullRequest(event, "opened");
      case "workflow_dispatch" -> workflowDispatch(Map.of());
      case "repository_dispatch" -> repositoryDispatch("event", ObjectValue.empty());
      case "schedule" -> schedule("");
      case "workflow_run" -> workflowRun("", "completed", "success");
      case "release" -> release("published");
      case "issues" -> issue("opened");
      case "issue_comment" -> issueComment();
      case "create", "delete" -> refEvent(event);
      case "merge_group" -> mergeGroup();
      default -> onDefaultBranch(event, parts.base().build());
    };
  }

  /** A push of the ref that is checked out. */
  public TriggerEvent push() {
    ObjectValue commit = parts.headCommit();
    return push(commit, List.of(commit), false);
  }

  /**
   * A push of these commits, the oldest first; the last one is what the ref points to now.
   *
   * @param forced whether the ref pointed to a commit that it has no longer among its ancestors
   */
  public TriggerEvent push(List<PushedCommit> commits, boolean forced) {
    List<ObjectValue> values = commits.stream().map(parts::commit).toList();
    ObjectValue head =
        commits.isEmpty() || !commits.getLast().id().equals(facts.sha())
            ? parts.headCommit()
            : values.getLast();
    return push(head, values, forced);
  }

  private TriggerEvent push(ObjectValue head, List<ObjectValue> commits, boolean forced) {
    boolean created = facts.before().equals(RepositoryFacts.NO_COMMIT);
    ObjectValue payload =
        parts
            .base()
            .put("ref", facts.ref())
            .put("before", facts.before())
            .put("after", facts.sha())
            .put("created", created)
            .put("deleted", false)
            .put("forced", forced)
            .put("base_ref", Value.none())
            .put("compare", parts.url() + "/compare/" + facts.before() + "..." + facts.sha())
            .put("commits", new ArrayValue(List.copyOf(commits)))
            .put("head_commit", head)
            .put("pusher", parts.person(facts.actor(), facts.head().author().email()))
            .build();
    return withPaths(TriggerEvent.of("push", facts.ref(), payload));
  }

  /**
   * A pull request from the branch that is checked out to the default branch.
   *
   * @param event {@code pull_request} or {@code pull_request_target}
   * @param activity such as {@code opened} or {@code closed}
   */
  public TriggerEvent pullRequest(String event, String activity) {
    ObjectValue payload =
        parts
            .base()
            .put("action", activity)
            .put("number", NUMBER)
            .put("pull_request", parts.pullRequest(NUMBER, !activity.equals("closed")))
            .build();
    boolean target = event.equals("pull_request_target");
    String ref = target ? "refs/heads/" + facts.defaultBranch() : "refs/pull/" + NUMBER + "/merge";
    return withPaths(TriggerEvent.of(event, ref, payload).withBaseRef(facts.defaultBranch()));
  }

  /** A workflow started by hand with these inputs, each as the text the user typed. */
  public TriggerEvent workflowDispatch(Map<String, String> inputs) {
    ObjectValue payload =
        parts
            .base()
            .put("inputs", ObjectValue.ofTexts(inputs))
            .put("ref", facts.ref())
            .put("workflow", "")
            .build();
    return TriggerEvent.of("workflow_dispatch", facts.ref(), payload).withInputs(inputs);
  }

  /** An event another program sent, with whatever it sent along. */
  public TriggerEvent repositoryDispatch(String type, ObjectValue clientPayload) {
    ObjectValue payload =
        parts
            .base()
            .put("action", type)
            .put("branch", facts.defaultBranch())
            .put("client_payload", clientPayload)
            .build();
    return onDefaultBranch("repository_dispatch", payload);
  }

  /** The time a cron expression names; an empty one stands for any. */
  public TriggerEvent schedule(String cron) {
    return onDefaultBranch("schedule", parts.base().put("schedule", cron).build());
  }

  /**
   * Another workflow that ran for the ref that is checked out.
   *
   * @param workflow its name
   * @param activity {@code requested}, {@code in_progress} or {@code completed}
   * @param conclusion such as {@code success}; none unless completed
   */
  public TriggerEvent workflowRun(String workflow, String activity, String conclusion) {
    boolean completed = activity.equals("completed");
    ObjectValue run =
        ObjectValue.builder()
            .put("id", NUMBER)
            .put("run_number", NUMBER)
            .put("run_attempt", 1)
            .put("name", workflow)
            .put("display_title", parts.title())
            .put("event", "push")
            .put("status", completed ? "completed" : activity)
            .put("conclusion", completed ? Value.of(conclusion) : Value.none())
            .put("head_branch", facts.branch())
            .put("head_sha", facts.sha())
            .put("head_commit", parts.headCommit())
            .put("head_repository", parts.repository())
            .put("repository", parts.repository())
            .put("actor", parts.user(facts.actor()))
            .put("triggering_actor", parts.user(facts.actor()))
            .put("pull_requests", new ArrayValue(List.of()))
            .put("html_url", parts.url() + "/actions/runs/" + NUMBER)
            .build();
    ObjectValue payload =
        parts
            .base()
            .put("action", activity)
            .put("workflow", ObjectValue.builder().put("name", workflow).build())
            .put("workflow_run", run)
            .build();
    return onDefaultBranch("workflow_run", payload);
  }

  /** A release of the tag that is checked out, or of {@code v1.0.0} when it is no tag. */
  public TriggerEvent release(String activity) {
    String tag = "v1.0.0";
    if (facts.ref().startsWith("refs/tags/")) {
      tag = facts.ref().substring("refs/tags/".length());
    }
    ObjectValue release =
        ObjectValue.builder()
            .put("id", NUMBER)
            .put("tag_name", tag)
            .put("target_commitish", facts.defaultBranch())
            .put("name", tag)
            .put("body", facts.head().message())
            .put("draft", false)
            .put("prerelease", activity.equals("prereleased"))
            .put("created_at", facts.head().at().toString())
            .put("published_at", facts.head().at().toString())
            .put("author", parts.user(facts.actor()))
            .put("assets", new ArrayValue(List.of()))
            .put("html_url", parts.url() + "/releases/tag/" + tag)
            .build();
    ObjectValue payload = parts.base().put("action", activity).put("release", release).build();
    return TriggerEvent.of("release", "refs/tags/" + tag, payload);
  }

  /** An issue, such as one that was {@code opened} or {@code labeled}. */
  public TriggerEvent issue(String activity) {
    return onDefaultBranch(
        "issues", parts.base().put("action", activity).put("issue", parts.issue(NUMBER)).build());
  }

  /** A comment on an issue. */
  public TriggerEvent issueComment() {
    ObjectValue comment =
        ObjectValue.builder()
            .put("id", NUMBER)
            .put("body", "")
            .put("user", parts.user(facts.actor()))
            .put("author_association", "OWNER")
            .build();
    return onDefaultBranch(
        "issue_comment",
        parts
            .base()
            .put("action", "created")
            .put("issue", parts.issue(NUMBER))
            .put("comment", comment)
            .build());
  }

  private TriggerEvent refEvent(String event) {
    boolean tag = facts.ref().startsWith("refs/tags/");
    ObjectValue payload =
        parts
            .base()
            .put("ref", tag ? facts.ref().substring("refs/tags/".length()) : facts.branch())
            .put("ref_type", tag ? "tag" : "branch")
            .put("master_branch", facts.defaultBranch())
            .put("pusher_type", "user")
            .build();
    if (event.equals("delete")) {
      return onDefaultBranch(event, payload);
    }
    return TriggerEvent.of(event, facts.ref(), payload);
  }

  private TriggerEvent mergeGroup() {
    String head = "refs/heads/gh-readonly-queue/" + facts.defaultBranch() + "/pr-" + NUMBER;
    ObjectValue group =
        ObjectValue.builder()
            .put("head_sha", facts.sha())
            .put("head_ref", head)
            .put("base_sha", facts.before())
            .put("base_ref", "refs/heads/" + facts.defaultBranch())
            .put("head_commit", parts.headCommit())
            .build();
    ObjectValue payload =
        parts.base().put("action", "checks_requested").put("merge_group", group).build();
    return TriggerEvent.of("merge_group", head, payload).withBaseRef(facts.defaultBranch());
  }

  /**
   * An event whose payload somebody wrote, such as the JSON of a delivery; what the payload does
   * not say about refs comes from the facts.
   */
  public TriggerEvent given(String event, ObjectValue payload) {
    return switch (event) {
      case "push" -> {
        String ref = payload.has("ref") ? payload.get("ref").text() : facts.ref();
        yield withPaths(TriggerEvent.of(event, ref, payload));
      }
      case "pull_request", "pull_request_target" -> givenPullRequest(event, payload);
      case "workflow_dispatch" -> {
        String ref = payload.has("ref") ? payload.get("ref").text() : facts.ref();
        yield TriggerEvent.of(event, fullRef(ref), payload).withInputs(inputs(payload));
      }
      case "release" -> {
        Value tag = payload.path("release", "tag_name");
        yield TriggerEvent.of(event, "refs/tags/" + tag.text(), payload);
      }
      default -> onDefaultBranch(event, payload);
    };
  }

  private TriggerEvent givenPullRequest(String event, ObjectValue payload) {
    Value given = payload.path("pull_request", "base", "ref");
    String base = given.truthy() ? given.text() : facts.defaultBranch();
    Value number = payload.has("number") ? payload.get("number") : Value.of(NUMBER);
    String ref =
        event.equals("pull_request")
            ? "refs/pull/" + number.text() + "/merge"
            : "refs/heads/" + base;
    return withPaths(TriggerEvent.of(event, ref, payload).withBaseRef(base));
  }

  private static Map<String, String> inputs(ObjectValue payload) {
    if (!(payload.get("inputs") instanceof ObjectValue given)) {
      return Map.of();
    }
    Map<String, String> inputs = new java.util.LinkedHashMap<>();
    given.toMap().forEach((name, value) -> inputs.put(name, value.text()));
    return inputs;
  }

  private static String fullRef(String ref) {
    if (ref.toLowerCase(Locale.ROOT).startsWith("refs/")) {
      return ref;
    }
    return "refs/heads/" + ref;
  }

  private TriggerEvent onDefaultBranch(String event, ObjectValue payload) {
    return TriggerEvent.of(event, "refs/heads/" + facts.defaultBranch(), payload);
  }

  private TriggerEvent withPaths(TriggerEvent event) {
    Optional<List<String>> paths = facts.changedPaths();
    return paths.map(event::withChangedPaths).orElse(event);
  }
}
