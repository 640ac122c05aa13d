package dev.slipway.workflow;

import dev.slipway.workflow.RepositoryFacts.Author;
import dev.slipway.workflow.RepositoryFacts.Change;
import dev.slipway.workflow.RepositoryFacts.ChangeKind;
import java.util.ArrayList;
import java.util.List;

/** The objects that payloads of many events share. */
final class PayloadParts {
  private static final String SERVER = "https://github.com/";

  private final RepositoryFacts facts;

  PayloadParts(RepositoryFacts facts) {
    this.facts = facts;
  }

  /** What every payload has. */
  ObjectValue.Builder base() {
    return ObjectValue.builder()
        .lazy("repository", this::repository)
        .put("sender", user(facts.actor()));
  }

  String url() {
    return SERVER + facts.fullName();
  }

  /** The first line of the head commit's message. */
  String title() {
    return facts.head().message().lines().findFirst().orElse("");
  }

  private String body() {
    String message = facts.head().message();
    int end = message.indexOf('\n');
    return end < 0 ? "" : message.substring(end + 1).strip();
  }

  ObjectValue user(String login) {
    return ObjectValue.builder()
        .put("login", login)
        .put("id", 1)
        .put("type", "User")
        .put("site_admin", false)
        .put("html_url", SERVER + login)
        .build();
  }

  ObjectValue person(String name, String email) {
    return ObjectValue.builder().put("name", name).put("email", email).build();
  }

  ObjectValue repository() {
    return ObjectValue.builder()
        .put("id", 1)
        .put("name", facts.name())
        .put("full_name", facts.fullName())
        .put("owner", user(facts.owner()))
        .put("private", true)
        .put("visibility", "private")
        .put("fork", false)
        .put("archived", false)
        .put("default_branch", facts.defaultBranch())
        .put("master_branch", facts.defaultBranch())
        .put("html_url", url())
        .put("clone_url", url() + ".git")
        .put("ssh_url", "git@github.com:" + facts.fullName() + ".git")
        .put("git_url", "git://github.com/" + facts.fullName() + ".git")
        .build();
  }

  ObjectValue headCommit() {
    return ObjectValue.builder()
        .put("id", facts.sha())
        .put("message", facts.head().message())
        .put("timestamp", facts.head().at().toString())
        .put("url", url() + "/commit/" + facts.sha())
        .put("distinct", true)
        .put("author", author(facts.head().author()))
        .put("committer", author(facts.head().committer()))
        .put("added", paths(ChangeKind.ADDED))
        .put("removed", paths(ChangeKind.REMOVED))
        .put("modified", paths(ChangeKind.MODIFIED))
        .build();
  }

  private ObjectValue author(Author author) {
    return ObjectValue.builder()
        .put("name", author.name())
        .put("email", author.email())
        .put("username", author.name())
        .build();
  }

  private Value paths(ChangeKind kind) {
    List<Value> paths = new ArrayList<>();
    for (Change change : facts.changes().orElse(List.of())) {
      if (change.kind() == kind) {
        paths.add(Value.of(change.path()));
      }
    }
    return new ArrayValue(paths);
  }

  ObjectValue pullRequest(int number, boolean open) {
    return ObjectValue.builder()
        .put("number", number)
        .put("state", open ? "open" : "closed")
        .put("title", title())
        .put("body", body())
        .put("draft", false)
        .put("merged", false)
        .put("mergeable", true)
        .put("user", user(facts.actor()))
        .put("author_association", "OWNER")
        .put("labels", new ArrayValue(List.of()))
        .put("assignees", new ArrayValue(List.of()))
        .put("requested_reviewers", new ArrayValue(List.of()))
        .put("head", side(facts.branch(), facts.sha()))
        .put("base", side(facts.defaultBranch(), facts.before()))
        .put("merge_commit_sha", facts.sha())
        .put("commits", 1)
        .put("changed_files", facts.changedPaths().map(List::size).orElse(0))
        .put("html_url", url() + "/pull/" + number)
        .build();
  }

  private ObjectValue side(String branch, String sha) {
    return ObjectValue.builder()
        .put("label", facts.owner() + ":" + branch)
        .put("ref", branch)
        .put("sha", sha)
        .put("user", user(facts.owner()))
        .put("repo", repository())
        .build();
  }

  ObjectValue issue(int number) {
    return ObjectValue.builder()
        .put("number", number)
        .put("state", "open")
        .put("title", title())
        .put("body", body())
        .put("user", user(facts.actor()))
        .put("author_association", "OWNER")
        .put("labels", new ArrayValue(List.of()))
        .put("assignees", new ArrayValue(List.of()))
        .put("html_url", url() + "/issues/" + number)
        .build();
  }
}
