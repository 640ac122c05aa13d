package dev.slipway.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.server.git.GitClient;
import dev.slipway.server.queue.QueueEvent;
import dev.slipway.server.queue.QueueState;
import dev.slipway.server.queue.RunOrder;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Value;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which runs an event puts into the queue. */
@Timeout(120)
class OrdersTest {
  private static final String JOBS =
      """
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: "true"
      """;

  @TempDir Path root;
  private WorkingServer server;
  private GitClient ann;

  @BeforeEach
  void open() throws Exception {
    server = WorkingServer.idle(root.resolve("data"));
    ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private OrdersTest workflow(String name, String head) throws Exception {
    ann.file(".github/workflows/" + name, head + JOBS);
    return this;
  }

  private void push(String message, String ref) throws Exception {
    ann.commit(message);
    ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:" + ref);
  }

  private RunOrder order(int index) {
    RunId run = server.queued().get(index).run();
    return server.queue.find(run).orElseThrow().order();
  }

  @Test
  void onlyThoseWhoseFiltersLetThePushPass() throws Exception {
    workflow("all.yml", "on: push\n");
    workflow("main.yml", "on: {push: {branches: [main]}}\n");
    workflow("docs.yml", "on: {push: {paths: ['docs/**']}}\n");
    workflow("tags.yml", "on: {push: {tags: ['v*']}}\n");
    workflow("hand.yml", "on: workflow_dispatch\n");
    ann.file("docs/a.md", "a");
    push("first", "refs/heads/main");
    assertThat(server.queued())
        .extracting(QueueEvent.Queued::workflow)
        .containsExactly(
            ".github/workflows/all.yml",
            ".github/workflows/docs.yml",
            ".github/workflows/main.yml");

    ann.file("code.txt", "x");
    push("second", "refs/heads/side");
    ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:refs/tags/v1");
    assertThat(server.queued().subList(3, server.queued().size()))
        .extracting(QueueEvent.Queued::workflow)
        .containsExactly(
            ".github/workflows/all.yml",
            ".github/workflows/all.yml",
            ".github/workflows/docs.yml",
            ".github/workflows/tags.yml");
  }

  @Test
  void nothingWhenTheCommitSaysSo() throws Exception {
    workflow("ci.yml", "on: push\n");
    push("words only [skip ci]", "refs/heads/main");

    assertThat(server.queued()).isEmpty();
  }

  @Test
  void thePayloadTellsOfThePushAsGithubDoes() throws Exception {
    workflow("ci.yml", "on: push\n");
    push("first", "refs/heads/main");
    ann.file("a.txt", "1").commit("second");
    ann.file("b.txt", "1");
    push("third", "refs/heads/main");

    ObjectValue payload = (ObjectValue) Value.parseJson(order(1).source().payload());
    assertThat(payload.get("ref").text()).isEqualTo("refs/heads/main");
    assertThat(payload.get("before").text()).isEqualTo(order(0).source().sha());
    assertThat(payload.get("after").text()).isEqualTo(order(1).source().sha());
    assertThat(payload.path("commits").json()).contains("second", "third", "a.txt", "b.txt");
    assertThat(payload.path("head_commit", "message").text()).isEqualTo("third");
    assertThat(payload.path("pusher", "name").text()).isEqualTo("ann");
    assertThat(payload.path("repository", "clone_url").text())
        .isEqualTo("http://ci.example.com/acme/shop.git");
  }

  @Test
  void branchesThatComeAndGoAreEventsToo() throws Exception {
    workflow("create.yml", "on: create\n");
    workflow("delete.yml", "on: delete\n");
    push("first", "refs/heads/main");
    ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:refs/heads/side");
    ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), ":refs/heads/side");

    assertThat(server.queued())
        .extracting(QueueEvent.Queued::event)
        .containsExactly("create", "create", "delete");
    assertThat(order(2).source().ref()).isEqualTo("refs/heads/main");
  }

  @Test
  void aGroupIsKnownBeforeTheRunBegins() throws Exception {
    workflow(
        "ci.yml",
        "on: push\nrun-name: Build of ${{ github.ref_name }}\nconcurrency: ci-${{ github.ref }}\n");
    push("first", "refs/heads/main");
    push("second", "refs/heads/main");

    assertThat(order(0).placement().concurrency().orElseThrow().group())
        .isEqualTo("ci-refs/heads/main");
    assertThat(order(0).source().title()).isEqualTo("Build of main");
    assertThat(server.queue.find(server.queued().get(1).run()).orElseThrow().state())
        .isEqualTo(QueueState.WAITING);
  }

  @Test
  void whoMayOnlyFetchCannotPush() throws Exception {
    workflow("ci.yml", "on: push\n");
    ann.commit("first");

    assertThat(ann.attempt("push", server.address(WorkingServer.VIEWER), "HEAD:main").text())
        .contains("403");
    assertThat(ann.attempt("ls-remote", server.address("slp_unknown")).code()).isNotZero();
    assertThat(ann.run("ls-remote", server.address(WorkingServer.VIEWER))).isEmpty();
    assertThat(server.queued()).isEmpty();
  }

  @Test
  void startsByHandWithTheDefaultsOfItsInputs() throws Exception {
    ann.file(
        ".github/workflows/hand.yml",
        """
        name: By hand
        on:
          workflow_dispatch:
            inputs:
              target: {type: choice, options: [staging, production]}
              loud: {type: boolean, default: true}
              note: {required: true}
        """
            + JOBS);
    push("first", "refs/heads/main");

    assertThat(server.dispatches.offers(WorkingServer.SHOP, "refs/heads/main"))
        .singleElement()
        .satisfies(
            offer -> {
              assertThat(offer.name()).isEqualTo("By hand");
              assertThat(offer.inputs()).hasSize(3);
            });
    String path = ".github/workflows/hand.yml";
    server.dispatches.start(
        WorkingServer.SHOP, "refs/heads/main", path, Map.of("note", "now"), "bob");

    assertThat(order(0).source().inputs())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("target", "staging", "loud", "true", "note", "now"));
    assertThat(order(0).source().actor()).isEqualTo("bob");
    assertThatThrownBy(
            () ->
                server.dispatches.start(
                    WorkingServer.SHOP, "refs/heads/main", path, Map.of("target", "mars"), "bob"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("note")
        .hasMessageContaining("mars");
    assertThatThrownBy(
            () ->
                server.dispatches.start(
                    WorkingServer.SHOP, "refs/heads/none", path, Map.of(), "bob"))
        .hasMessageContaining("refs/heads/none");
  }
}
