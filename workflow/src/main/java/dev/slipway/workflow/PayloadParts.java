package dev.slipway.workflow;

import dev.slipway.workflow.RepositoryFacts.Author;
import dev.slipway.workflow.RepositoryFacts.Change;
import dev.slipway.workflow.RepositoryFacts.ChangeKind;
import java.util.ArrayList;
import java.util.List;

/** The objects that payloads of many events share. */
final class PayloadParts {
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
    return facts.server() + "/" + facts.fullName();
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
        .put("html_url", facts.server() + "/" + login)
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
        .put("ssh_url", "git@" + host() + ":" + facts.fullName() + ".git")
        .put("git_url", "git://" + host() + "/" + facts.fullName() + ".git")
        .build();
  }

  private String host() {
    String server = facts.server();
    int scheme = server.indexOf("://");
    return scheme < 0 ? server : server.substring(scheme + "://".length());
  }

  ObjectValue headCommit() {
    return commit(facts.sha(), facts.head(), true, facts.changes().orElse(List.of())).build();
  }

  /** One of several commits of a push. */
  ObjectValue commit(PushedCommit pushed) {
    return commit(pushed.id(), pushed.commit(), pushed.distinct(), pushed.changes())
        .put("tree_id", pushed.tree())
        .build();
  }

  private ObjectValue.Builder commit(
      String id, RepositoryFacts.Commit commit, boolean distinct, List<Change> changes) {
    return ObjectValue.builder()
        .put("id", id)
        .put("message", commit.message())
        .put("timestamp", commit.at().toString())
        .put("url", url() + "/commit/" + id)
        .put("distinct", distinct)
        .put("author", author(commit.author()))
        .put("committer", author(commit.committer()))
        .put("added", paths(changes, ChangeKind.ADDED))
        .put("removed", paths(changes, ChangeKind.REMOVED))
        .put("modified", paths(changes, ChangeKind.MODIFIED));
  }

  private ObjectValue author(Author author) {
    return ObjectValue.builder()
        .put("name", author.name())
        .put("email", author.email())
        .put("username", author.name())
        .build();
  }

  private static Value paths(List<Change> changes, ChangeKind kind) {
    List<Value> paths = new ArrayList<>();
    for (Change change : changes) {
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
