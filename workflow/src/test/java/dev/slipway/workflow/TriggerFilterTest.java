package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerFilterTest {
  private static TriggerEvent push(String ref, String... paths) {
    return TriggerEvent.of("push", ref, ObjectValue.empty()).withChangedPaths(List.of(paths));
  }

  private static TriggerEvent pullRequest(String activity, String base, String... paths) {
    ObjectValue payload = ObjectValue.builder().put("action", activity).build();
    return TriggerEvent.of("pull_request", "refs/pull/1/merge", payload)
        .withBaseRef(base)
        .withChangedPaths(List.of(paths));
  }

  private static Decision decide(String on, TriggerEvent event) {
    String text = on + "\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n";
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    return TriggerFilter.decide(workflow.on(), event, Position.wholeFile("ci.yml"));
  }

  private static void runs(String on, TriggerEvent event, String reason) {
    assertThat(decide(on, event)).isEqualTo(Decision.runs(reason));
  }

  private static void skips(String on, TriggerEvent event, String reason) {
    Decision decision = decide(on, event);
    assertThat(decision).isInstanceOf(Decision.Skips.class);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @Test
  void aPlainEventRunsForEveryBranchAndTag() {
    runs("on: push", push("refs/heads/x"), "on push");
    runs("on: [push, release]", push("refs/tags/v1"), "on push");
    skips(
        "on: [release, create]",
        push("refs/heads/x"),
        "its events are [release, create], not 'push'");
    skips("on: workflow_call", push("refs/heads/x"), "it runs only when another workflow calls it");
  }

  @Test
  void branchesAreHeldAgainstThePatternsInTheirOrder() {
    String on = "on:\n  push:\n    branches: ['releases/**', '!releases/**-alpha']";

    runs(
        on,
        push("refs/heads/releases/10"),
        "branch 'releases/10' matches 'releases/**' of branches");
    skips(
        on,
        push("refs/heads/releases/10-alpha"),
        "branch 'releases/10-alpha' is taken away by '!releases/**-alpha' of branches:"
            + " [releases/**, !releases/**-alpha]");
    skips(
        on,
        push("refs/heads/main"),
        "branch 'main' matches no pattern of branches: [releases/**, !releases/**-alpha]");
  }

  @Test
  void aSkipNamesThePlaceOfTheFilter() {
    Decision decision = decide("on:\n  push:\n    branches: [main]", push("refs/heads/dev"));

    assertThat(decision)
        .isEqualTo(
            Decision.skips(
                "branch 'dev' matches no pattern of branches: [main]",
                new Position("ci.yml", 3, 15)));
  }

  @Test
  void ignoredBranchesAreLeftOut() {
    String on = "on:\n  push:\n    branches-ignore: ['wip/**']";

    runs(on, push("refs/heads/main"), "branch 'main' matches nothing of branches-ignore");
    skips(
        on,
        push("refs/heads/wip/x"),
        "branch 'wip/x' is ignored by 'wip/**' of branches-ignore: [wip/**]");
  }

  @Test
  void filteringOnlyBranchesLeavesOutTagsAndTheReverse() {
    skips(
        "on:\n  push:\n    branches: ['**']",
        push("refs/tags/v1"),
        "tag 'v1' was pushed, but on.push only has branches");
    skips(
        "on:\n  push:\n    tags: ['v*']",
        push("refs/heads/v1"),
        "branch 'v1' was pushed, but on.push only has tags");
    runs(
        "on:\n  push:\n    tags: ['v*']\n    branches: [main]",
        push("refs/tags/v1"),
        "tag 'v1' matches 'v*' of tags");
    skips(
        "on:\n  push:\n    tags-ignore: ['v*']",
        push("refs/tags/v1"),
        "tag 'v1' is ignored by 'v*' of tags-ignore: [v*]");
  }

  @Test
  void onePathThatMatchesIsEnough() {
    String on = "on:\n  push:\n    paths: ['src/**', '!src/**.md']";

    runs(on, push("refs/heads/x", "a.txt", "src/b.js"), "path 'src/b.js' matches paths");
    skips(
        on,
        push("refs/heads/x", "src/README.md", "a.txt"),
        "no changed path matches a pattern of paths: [src/**, !src/**.md]");
    skips(
        on,
        push("refs/heads/x"),
        "no changed path matches a pattern of paths: [src/**, !src/**.md]");
  }

  @Test
  void aPushThatOnlyChangesIgnoredPathsIsLeftOut() {
    String on = "on:\n  push:\n    paths-ignore: ['docs/**']";

    runs(on, push("refs/heads/x", "docs/a", "b"), "path 'b' is not in paths-ignore");
    skips(
        on,
        push("refs/heads/x", "docs/a", "docs/b"),
        "every changed path is in paths-ignore: [docs/**]");
  }

  @Test
  void branchesAndPathsMustBothFit() {
    String on = "on:\n  push:\n    branches: [main]\n    paths: [src/**]";

    runs(
        on,
        push("refs/heads/main", "src/x"),
        "branch 'main' matches 'main' of branches, path 'src/x' matches paths");
    assertThat(decide(on, push("refs/heads/main", "x")).isSkip()).isTrue();
    assertThat(decide(on, push("refs/heads/x", "src/x")).isSkip()).isTrue();
  }

  @Test
  void pathsAreNotLookedAtForTagsAndWithoutADiff() {
    String on = "on:\n  push:\n    paths: [src/**]";

    runs(on, push("refs/tags/v1", "x"), "paths are not looked at when a tag is pushed");
    runs(
        on,
        TriggerEvent.of("push", "refs/heads/x", ObjectValue.empty()),
        "no diff to hold against paths");
  }

  @Test
  void onlyTheFirstThreeHundredPathsCount() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      paths.add("other/" + i);
    }
    paths.add("src/late");

    skips(
        "on:\n  push:\n    paths: [src/**]",
        push("refs/heads/x").withChangedPaths(paths),
        "no changed path matches a pattern of paths: [src/**] (the first 300 of 301)");
  }

  @Test
  void pullRequestsAreFilteredByTheirBaseAndHaveDefaultTypes() {
    String on = "on:\n  pull_request:\n    branches: [main]";

    runs(on, pullRequest("opened", "main"), "branch 'main' matches 'main' of branches");
    skips(on, pullRequest("opened", "dev"), "branch 'dev' matches no pattern of branches: [main]");
    skips(
        on,
        pullRequest("labeled", "main"),
        "activity 'labeled' is not among the default types: [opened, synchronize, reopened]");
    runs(
        "on:\n  pull_request:\n    types: [labeled]",
        pullRequest("labeled", "main"),
        "activity 'labeled'");
    skips(
        "on:\n  pull_request:\n    types: [labeled]",
        pullRequest("opened", "main"),
        "activity 'opened' is not among types: [labeled]");
  }

  @Test
  void otherEventsRunForEveryActivityByDefault() {
    ObjectValue payload = ObjectValue.builder().put("action", "transferred").build();

    runs("on: issues", TriggerEvent.of("issues", "refs/heads/main", payload), "on issues");
  }

  @Test
  void aWorkflowRunIsFilteredByNameAndHeadBranch() {
    String on =
        "on:\n  workflow_run:\n    workflows: [CI]\n    types: [completed]\n    branches: [main]";

    runs(
        on,
        workflowRun("CI", "main"),
        "activity 'completed', branch 'main' matches 'main' of branches");
    skips(on, workflowRun("Lint", "main"), "workflow 'Lint' is not among workflows: [CI]");
    skips(on, workflowRun("CI", "dev"), "branch 'dev' matches no pattern of branches: [main]");
  }

  private static TriggerEvent workflowRun(String name, String branch) {
    Value run = ObjectValue.ofTexts(Map.of("name", name, "head_branch", branch));
    ObjectValue payload =
        ObjectValue.builder().put("action", "completed").put("workflow_run", run).build();
    return TriggerEvent.of("workflow_run", "refs/heads/main", payload);
  }

  @Test
  void aScheduleRunsForItsOwnCron() {
    String on = "on:\n  schedule:\n    - cron: '0 3 * * *'";

    runs(on, schedule("0 3 * * *"), "on schedule");
    runs(on, schedule(""), "on schedule");
    skips(on, schedule("5 5 * * *"), "no schedule has the cron '5 5 * * *'");
  }

  private static TriggerEvent schedule(String cron) {
    return TriggerEvent.of(
        "schedule", "refs/heads/main", ObjectValue.builder().put("schedule", cron).build());
  }

  @Test
  void theHeadCommitCanAskNotToRun() {
    for (String message :
        List.of("wip [skip ci]", "[CI SKIP] x", "[no ci]", "[skip actions]", "[actions skip]")) {
      assertThat(decide("on: push", pushWith(message)).reason())
          .startsWith("the message of the head commit says [");
    }
    assertThat(decide("on: push", pushWith("x\n\nskip-checks: true")).isSkip()).isTrue();
    assertThat(decide("on: push", pushWith("skip ci")).isSkip()).isFalse();
  }

  private static TriggerEvent pushWith(String message) {
    Value commit = ObjectValue.ofTexts(Map.of("message", message));
    return TriggerEvent.of(
        "push", "refs/heads/main", ObjectValue.builder().put("head_commit", commit).build());
  }

  @Test
  void thePushThatDeletesARefRunsNothing() {
    TriggerEvent deletion =
        TriggerEvent.of("push", "refs/heads/x", ObjectValue.builder().put("deleted", true).build());

    skips("on: push", deletion, "the ref 'refs/heads/x' was deleted");
  }
}
