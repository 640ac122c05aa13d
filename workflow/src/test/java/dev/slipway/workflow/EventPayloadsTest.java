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
}
