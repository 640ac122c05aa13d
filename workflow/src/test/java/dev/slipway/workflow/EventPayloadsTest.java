package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.RepositoryFacts.Author;
import dev.slipway.workflow.RepositoryFacts.Change;
import dev.slipway.workflow.RepositoryFacts.ChangeKind;
import dev.slipway.workflow.RepositoryFacts.Commit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPayloadsTest {
  static final RepositoryFacts FACTS = facts("refs/heads/feature/x");

  static RepositoryFacts facts(String ref) {
    Author author = new Author("Ada", "ada@example.org");
    return new RepositoryFacts(
        "octo",
        "harbor",
        "main",
        ref,
        "a".repeat(40),
        "b".repeat(40),
        "ada",
        new Commit("Add x\n\nBecause y.", author, author, Instant.parse("2026-11-24T08:00:00Z")),
        Optional.of(
            List.of(
                new Change("new.txt", ChangeKind.ADDED),
                new Change("src/a.js", ChangeKind.MODIFIED))));
  }

  private static Value github(TriggerEvent event, String... path) {
    return GithubContext.of(FACTS, event).build().path(path);
  }

  @Test
  void aPushHasTheCommitAndItsFiles() {
    TriggerEvent push = new EventPayloads(FACTS).push();

    assertThat(push.branch()).hasValue("feature/x");
    assertThat(push.changedPaths()).hasValue(List.of("new.txt", "src/a.js"));
    assertThat(github(push, "event", "after").text()).isEqualTo("a".repeat(40));
    assertThat(github(push, "event", "created")).isEqualTo(Value.of(false));
    assertThat(github(push, "event", "head_commit", "message").text()).startsWith("Add x");
    assertThat(github(push, "event", "head_commit", "added")).hasToString("[\"new.txt\"]");
    assertThat(github(push, "event", "repository", "full_name").text()).isEqualTo("octo/harbor");
    assertThat(github(push, "ref_name").text()).isEqualTo("feature/x");
    assertThat(github(push, "ref_type").text()).isEqualTo("branch");
    assertThat(github(push, "head_ref").text()).isEmpty();
  }

  @Test
  void aPullRequestGoesFromTheBranchToTheDefaultBranch() {
    TriggerEvent event = new EventPayloads(FACTS).pullRequest("pull_request", "opened");

    assertThat(event.activity()).hasValue("opened");
    assertThat(event.ref()).isEqualTo("refs/pull/1/merge");
    assertThat(event.baseRef()).hasValue("main");
    assertThat(github(event, "head_ref").text()).isEqualTo("feature/x");
    assertThat(github(event, "base_ref").text()).isEqualTo("main");
    assertThat(github(event, "event", "pull_request", "title").text()).isEqualTo("Add x");
    assertThat(github(event, "event", "pull_request", "body").text()).isEqualTo("Because y.");
  }

  @Test
  void inputsOfADispatchAreTextsInThePayload() {
    TriggerEvent event = new EventPayloads(FACTS).workflowDispatch(Map.of("dry", "true"));

    assertThat(event.inputs()).containsEntry("dry", "true");
    assertThat(github(event, "event", "inputs", "dry")).isEqualTo(Value.of("true"));
  }

  @Test
  void aReleaseHasTheTagThatIsCheckedOut() {
    TriggerEvent event = new EventPayloads(facts("refs/tags/v2")).release("published");

    assertThat(event.tag()).hasValue("v2");
    assertThat(event.payload().path("release", "tag_name").text()).isEqualTo("v2");
  }

  @Test
  void otherEventsHappenOnTheDefaultBranch() {
    EventPayloads payloads = new EventPayloads(FACTS);

    assertThat(payloads.schedule("0 3 * * *").ref()).isEqualTo("refs/heads/main");
    assertThat(payloads.repositoryDispatch("deploy", ObjectValue.ofTexts(Map.of("a", "b"))))
        .satisfies(
            event -> {
              assertThat(event.activity()).hasValue("deploy");
              assertThat(event.payload().path("client_payload", "a").text()).isEqualTo("b");
            });
    assertThat(payloads.workflowRun("CI", "completed", "failure").payload())
        .satisfies(
            payload ->
                assertThat(payload.path("workflow_run", "conclusion").text()).isEqualTo("failure"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push",
        "pull_request",
        "pull_request_target",
        "workflow_dispatch",
        "repository_dispatch",
        "schedule",
        "workflow_run",
        "release",
        "issues",
        "issue_comment",
        "create",
        "delete",
        "merge_group",
        "discussion",
        "fork"
      })
  void everyEventHasARepositoryASenderAndPlainValues(String name) {
    TriggerEvent event = new EventPayloads(FACTS).of(name);

    assertThat(event.name()).isEqualTo(name);
    assertThat(event.payload().path("sender", "login").text()).isEqualTo("ada");
    assertThat(event.payload().path("repository", "default_branch").text()).isEqualTo("main");
    assertThat(Json.read(event.payload().json())).isEqualTo(event.payload());
  }

  @Test
  void aPayloadSomebodyWroteDecidesTheRefs() {
    EventPayloads payloads = new EventPayloads(FACTS);
    ObjectValue pull =
        (ObjectValue)
            Json.read(
                "{\"action\":\"closed\",\"number\":7,"
                    + "\"pull_request\":{\"base\":{\"ref\":\"dev\"},\"head\":{\"ref\":\"f\"}}}");

    TriggerEvent event = payloads.given("pull_request", pull);

    assertThat(event.ref()).isEqualTo("refs/pull/7/merge");
    assertThat(event.baseRef()).hasValue("dev");
    assertThat(event.activity()).hasValue("closed");
    assertThat(payloads.given("push", ObjectValue.ofTexts(Map.of("ref", "refs/tags/v9"))).tag())
        .hasValue("v9");
    assertThat(
            payloads.given(
                "workflow_dispatch",
                (ObjectValue) Json.read("{\"ref\":\"dev\",\"inputs\":{\"n\":1}}")))
        .satisfies(
            dispatch -> {
              assertThat(dispatch.ref()).isEqualTo("refs/heads/dev");
              assertThat(dispatch.inputs()).containsEntry("n", "1");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          push                | ref                                | "refs/heads/feature/x"
          push                | deleted                            | false
          push                | base_ref                           | null
          push                | pusher.name                        | "ada"
          push                | head_commit.author.email           | "ada@example.org"
          push                | head_commit.timestamp              | "2026-11-24T08:00:00Z"
          push                | head_commit.modified               | ["src/a.js"]
          push                | head_commit.removed                | []
          pull_request        | action                             | "opened"
          pull_request        | number                             | 1
          pull_request        | pull_request.state                 | "open"
          pull_request        | pull_request.head.ref              | "feature/x"
          pull_request        | pull_request.head.label            | "octo:feature/x"
          pull_request        | pull_request.head.repo.full_name   | "octo/harbor"
          pull_request        | pull_request.base.ref              | "main"
          pull_request        | pull_request.changed_files         | 2
          pull_request_target | pull_request.draft                 | false
          workflow_dispatch   | inputs                             | {}
          repository_dispatch | action                             | "event"
          repository_dispatch | branch                             | "main"
          schedule            | schedule                           | ""
          workflow_run        | action                             | "completed"
          workflow_run        | workflow_run.conclusion            | "success"
          workflow_run        | workflow_run.status                | "completed"
          workflow_run        | workflow_run.head_branch           | "feature/x"
          workflow_run        | workflow_run.display_title         | "Add x"
          release             | release.tag_name                   | "v1.0.0"
          release             | release.prerelease                 | false
          release             | release.target_commitish           | "main"
          issues              | issue.title                        | "Add x"
          issues              | issue.state                        | "open"
          issue_comment       | action                             | "created"
          issue_comment       | comment.author_association         | "OWNER"
          create              | ref                                | "feature/x"
          create              | ref_type                           | "branch"
          delete              | ref_type                           | "branch"
          merge_group         | action                             | "checks_requested"
          merge_group         | merge_group.base_ref               | "refs/heads/main"
          """)
  void thePayloadHasWhatGitHubSends(String name, String path, String value) {
    ObjectValue payload = new EventPayloads(FACTS).of(name).payload();

    assertThat(payload.path(path.split("\\.", -1))).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push                | refs/heads/feature/x | feature/x | branch | ''        | ''
          pull_request        | refs/pull/1/merge    | 1/merge   | branch | feature/x | main
          pull_request_target | refs/heads/main      | main      | branch | feature/x | main
          workflow_dispatch   | refs/heads/feature/x | feature/x | branch | ''        | ''
          release             | refs/tags/v1.0.0     | v1.0.0    | tag    | ''        | ''
          create              | refs/heads/feature/x | feature/x | branch | ''        | ''
          delete              | refs/heads/main      | main      | branch | ''        | ''
          schedule            | refs/heads/main      | main      | branch | ''        | ''
          issues              | refs/heads/main      | main      | branch | ''        | ''
          workflow_run        | refs/heads/main      | main      | branch | ''        | ''
          """)
  void theGithubContextNamesTheRefsOfTheEvent(
      String name, String ref, String refName, String refType, String headRef, String baseRef) {
    TriggerEvent event = new EventPayloads(FACTS).of(name);

    assertThat(github(event, "event_name").text()).isEqualTo(name);
    assertThat(github(event, "ref").text()).isEqualTo(ref);
    assertThat(github(event, "ref_name").text()).isEqualTo(refName);
    assertThat(github(event, "ref_type").text()).isEqualTo(refType);
    assertThat(github(event, "head_ref").text()).isEqualTo(headRef);
    assertThat(github(event, "base_ref").text()).isEqualTo(baseRef);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          push                | {"ref": "refs/heads/z"}                                     | refs/heads/z         | none | none
          push                | {}                                                          | refs/heads/feature/x | none | none
          pull_request        | {}                                                          | refs/pull/1/merge    | main | none
          pull_request        | {"number": 9, "action": "synchronize"}                      | refs/pull/9/merge    | main | synchronize
          pull_request_target | {"pull_request": {"base": {"ref": "dev"}}}                  | refs/heads/dev       | dev  | none
          workflow_dispatch   | {"ref": "refs/tags/v1"}                                     | refs/tags/v1         | none | none
          workflow_dispatch   | {"ref": "topic"}                                            | refs/heads/topic     | none | none
          workflow_dispatch   | {}                                                          | refs/heads/feature/x | none | none
          release             | {"action": "created", "release": {"tag_name": "v3"}}        | refs/tags/v3         | none | created
          issues              | {"action": "labeled"}                                       | refs/heads/main      | none | labeled
          """)
  void whatAPayloadDoesNotSayComesFromTheRepository(
      String name, String json, String ref, String base, String activity) {
    TriggerEvent event = new EventPayloads(FACTS).given(name, (ObjectValue) Json.read(json));

    assertThat(event.ref()).isEqualTo(ref);
    assertThat(event.baseRef().orElse("none")).isEqualTo(base);
    assertThat(event.activity().orElse("none")).isEqualTo(activity);
  }

  @Test
  void aRefThatIsNewIsCreated() {
    RepositoryFacts fresh =
        new RepositoryFacts(
            "octo",
            "harbor",
            "main",
            "refs/tags/v2",
            "a".repeat(40),
            RepositoryFacts.NO_COMMIT,
            "ada",
            FACTS.head(),
            Optional.empty());
    EventPayloads payloads = new EventPayloads(fresh);

    assertThat(payloads.push().payload().get("created")).isEqualTo(Value.of(true));
    assertThat(payloads.push().changedPaths()).isEmpty();
    assertThat(payloads.push().branch()).isEmpty();
    assertThat(payloads.push().tag()).hasValue("v2");
    assertThat(payloads.of("create").payload().get("ref_type")).isEqualTo(Value.of("tag"));
    assertThat(payloads.of("create").payload().get("ref")).isEqualTo(Value.of("v2"));
    assertThat(payloads.pullRequest("pull_request", "opened").payload())
        .extracting(payload -> payload.path("pull_request", "changed_files"))
        .isEqualTo(Value.of(0));
  }

  @Test
  void theActivityShowsInTheState() {
    EventPayloads payloads = new EventPayloads(FACTS);

    assertThat(payloads.pullRequest("pull_request", "closed").payload())
        .extracting(payload -> payload.path("pull_request", "state").text())
        .isEqualTo("closed");
    assertThat(payloads.release("prereleased").payload().path("release", "prerelease"))
        .isEqualTo(Value.of(true));
    ObjectValue running = payloads.workflowRun("CI", "in_progress", "success").payload();
    assertThat(running.path("workflow_run", "status").text()).isEqualTo("in_progress");
    assertThat(running.path("workflow_run", "conclusion")).isEqualTo(Value.none());
  }

  @Test
  void aPushHasItsCommitsTheOldestFirst() {
    RepositoryFacts facts = FACTS;
    PushedCommit first = pushed("1".repeat(40), "one");
    PushedCommit last = pushed(facts.sha(), "two");

    ObjectValue payload = new EventPayloads(facts).push(List.of(first, last), true).payload();

    assertThat(payload.path("commits").json()).contains("one", "two", "src/a.txt");
    assertThat(payload.path("head_commit", "message").text()).isEqualTo("two");
    assertThat(payload.get("forced").truthy()).isTrue();
  }

  @Test
  void addressesAreThoseOfTheServerTheRepositoryIsAtHomeOn() {
    RepositoryFacts facts = FACTS.at("https://ci.example.com:8443");

    TriggerEvent event = new EventPayloads(facts).push();
    ObjectValue github = GithubContext.of(facts, event).build();

    assertThat(github.get("server_url").text()).isEqualTo("https://ci.example.com:8443");
    assertThat(github.get("api_url").text()).isEqualTo("https://ci.example.com:8443/api/v3");
    assertThat(event.payload().path("repository", "clone_url").text())
        .isEqualTo("https://ci.example.com:8443/" + facts.fullName() + ".git");
    assertThat(event.payload().json()).doesNotContain("github.com");
  }

  private static PushedCommit pushed(String id, String message) {
    RepositoryFacts.Author ann = new RepositoryFacts.Author("Ann", "ann@example.com");
    return new PushedCommit(
        id,
        "2".repeat(40),
        new RepositoryFacts.Commit(message, ann, ann, Instant.EPOCH),
        true,
        List.of(new RepositoryFacts.Change("src/a.txt", RepositoryFacts.ChangeKind.ADDED)));
  }
}
