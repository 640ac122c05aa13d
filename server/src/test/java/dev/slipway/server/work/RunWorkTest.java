package dev.slipway.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.Cancellation;
import dev.slipway.runner.Gate;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunId;
import dev.slipway.server.git.GitClient;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.queue.QueueEvent;
import dev.slipway.server.queue.RunOrder;
import dev.slipway.store.Secret;
import dev.slipway.workflow.Conclusion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a push by real git to the end of its runs. */
@Timeout(120)
class RunWorkTest {
  @TempDir Path root;
  private GitClient ann;

  @BeforeEach
  void open() throws Exception {
    ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
  }

  private WorkingServer server() {
    return WorkingServer.idle(root.resolve("data")).working();
  }

  private String workflow(String script) {
    return """
    name: CI
    on: push
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - run: |
    %s\
    """
        .formatted(script.indent(12));
  }

  private String push(WorkingServer server, String script) throws Exception {
    String commit = ann.file(".github/workflows/ci.yml", workflow(script)).commit("first");
    ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:main");
    return commit;
  }

  @Test
  void aPushRunsItsWorkflow() throws Exception {
    try (WorkingServer server = server()) {
      ann.file("hello.txt", "hello from the commit\n");
      String commit = push(server, "cat hello.txt\necho \"$GITHUB_SHA $GITHUB_REF $GITHUB_ACTOR\"");

      QueueEvent.Ended end = server.awaitEnded(1).getFirst();

      assertThat(end.conclusion()).isEqualTo(Conclusion.SUCCESS);
      assertThat(server.queued())
          .singleElement()
          .satisfies(
              run -> {
                assertThat(run.sha()).isEqualTo(commit);
                assertThat(run.title()).isEqualTo("first");
                assertThat(run.actor()).isEqualTo("ann");
              });
      assertThat(server.log(end.run(), end.run() + "/build/2"))
          .contains("hello from the commit", commit + " refs/heads/main ann");
    }
  }

  @Test
  void aRunEndsOnceAndItsEndIsItsLastEntry() throws Exception {
    try (WorkingServer server = server()) {
      push(server, "true");
      server.awaitEnded(1);
      server.stopWork(Duration.ofSeconds(20));

      assertThat(server.events(RunEvent.RunFinished.class)).hasSize(1);
      assertThat(server.events(QueueEvent.Ended.class)).hasSize(1);
      assertThat(server.events(QueueEvent.Claimed.class)).hasSize(1);
      assertThat(server.entries().getLast().event()).isInstanceOf(QueueEvent.Ended.class);
      assertThat(root.resolve("data/work")).isEmptyDirectory();
    }
  }

  @Test
  void runsTheCommitThatWasPushedAndNotTheNewestOne() throws Exception {
    try (WorkingServer server = WorkingServer.idle(root.resolve("data"))) {
      ann.file("v.txt", "one");
      push(server, "cat v.txt");
      ann.file("v.txt", "two").commit("second");
      ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:main");
      server.working().awaitEnded(2);

      List<RunId> runs = server.queued().stream().map(QueueEvent.Queued::run).toList();
      assertThat(server.log(runs.get(0), runs.get(0) + "/build/2")).contains("one");
      assertThat(server.log(runs.get(1), runs.get(1) + "/build/2")).contains("two");
    }
  }

  @Test
  void aBrokenWorkflowFailsItsRunAndSaysWhere() throws Exception {
    try (WorkingServer server = server()) {
      ann.file(".github/workflows/bad.yml", "on: push\njobs:\n  build:\n    stepps: []\n")
          .commit("bad");
      ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:main");

      QueueEvent.Ended end = server.awaitEnded(1).getFirst();

      assertThat(end.conclusion()).isEqualTo(Conclusion.FAILURE);
      assertThat(end.reason().orElseThrow()).contains(".github/workflows/bad.yml:4", "stepps");
    }
  }

  @Test
  void cancelsARunThatSomebodyStops() throws Exception {
    try (WorkingServer server = server()) {
      push(server, "sleep 300");
      server.awaitStep();
      server.queue.stop(server.queued().getFirst().run(), "ann", "not needed");

      assertThat(server.awaitEnded(1).getFirst().conclusion()).isEqualTo(Conclusion.CANCELLED);
      assertThat(server.events(RunEvent.CancelRequested.class))
          .containsExactly(new RunEvent.CancelRequested("not needed"));
    }
  }

  @Test
  void putsBackWhatAStoppingServerCannotFinish() throws Exception {
    Path data = root.resolve("data");
    try (WorkingServer server = WorkingServer.idle(data).working()) {
      push(server, "test \"$GITHUB_RUN_ATTEMPT\" = 2 || sleep 300");
      server.awaitStep();
      server.stopWork(Duration.ofMillis(100));

      assertThat(server.events(QueueEvent.Ended.class)).isEmpty();
      assertThat(server.events(QueueEvent.Requeued.class)).hasSize(1);
    }
    try (WorkingServer server =
        new WorkingServer(data, RunSettings.NONE, InstantSource.system()).working()) {
      QueueEvent.Ended end = server.awaitEnded(1).getFirst();

      assertThat(end.attempt()).isEqualTo(2);
      assertThat(end.conclusion()).isEqualTo(Conclusion.SUCCESS);
    }
  }

  @Test
  void whoHasLostTheClaimTellsNothingMore() throws Exception {
    try (WorkingServer server = server()) {
      push(server, "test \"$GITHUB_RUN_ATTEMPT\" = 2 || sleep 300");
      server.awaitStep();
      server.queue.loseAll(RunWork.RUNNER, "the test says so");

      server.awaitEnded(1);

      assertThat(server.events(RunEvent.RunFinished.class)).hasSize(1);
      assertThat(server.events(RunEvent.RunStarted.class)).hasSize(2);
      assertThat(server.events(QueueEvent.Ended.class).getFirst().attempt()).isEqualTo(2);
    }
  }

  @Test
  void runsOncemoreWhatSomebodyWantsAgain() throws Exception {
    try (WorkingServer server = server()) {
      push(server, "echo attempt $GITHUB_RUN_ATTEMPT of number $GITHUB_RUN_NUMBER");
      RunId run = server.awaitEnded(1).getFirst().run();
      server.queue.again(run, "ann");
      server.awaitEnded(2);

      assertThat(server.log(run, run + "/build/2")).contains("attempt 1 of number 1");
      assertThat(server.log(run, run + "/attempt-2/build/2")).contains("attempt 2 of number 1");
    }
  }

  @Test
  void strangersGetNoSecretsAndEnterNoEnvironment() throws Exception {
    try (WorkingServer server =
        new WorkingServer(root.resolve("data"), new Rich(), InstantSource.system())) {
      server.repositories.create(WorkingServer.SHOP, "ann", Instant.now());
      String text =
          """
          on: push
          jobs:
            look:
              runs-on: ubuntu-latest
              steps:
                - run: test -z "${{ secrets.KEY }}" && echo none; test -n "${{ vars.REGION }}"
            deploy:
              runs-on: ubuntu-latest
              environment: production
              steps:
                - run: echo deployed
          """;
      String commit = ann.file(".github/workflows/ci.yml", text).commit("first");
      ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:main");
      RunOrder own = server.queue.find(server.queued().getFirst().run()).orElseThrow().order();
      server.queue.add(
          new RunOrder(
              own.repository(),
              own.workflow(),
              own.source(),
              new RunOrder.Placement(Set.of(), 0, Optional.empty(), false, false)));
      server.working().awaitEnded(2);

      List<RunEvent.JobFinished> jobs = server.events(RunEvent.JobFinished.class);
      assertThat(commit).hasSize(40);
      assertThat(jobs)
          .filteredOn(job -> job.name().equals("deploy"))
          .extracting(RunEvent.JobFinished::conclusion)
          .containsExactlyInAnyOrder(Conclusion.SUCCESS, Conclusion.FAILURE);
      assertThat(jobs)
          .filteredOn(job -> job.name().equals("look"))
          .extracting(RunEvent.JobFinished::conclusion)
          .containsOnly(Conclusion.SUCCESS);
      RunId stranger = server.queued().getLast().run();
      assertThat(server.log(stranger, stranger + "/look/1")).contains("none");
    }
  }

  /** A repository with a secret, a variable and an open environment. */
  private static final class Rich implements RunSettings {
    @Override
    public Map<String, Secret> secrets(RepositoryId repository) {
      return Map.of("KEY", Secret.of("hunter22"));
    }

    @Override
    public Map<String, String> variables(RepositoryId repository) {
      return Map.of("REGION", "eu");
    }

    @Override
    public Map<String, String> environment(RepositoryId repository, String actor) {
      return Map.of("BEGUN_BY", actor);
    }

    @Override
    public Gate gate(RepositoryId repository) {
      return (request, cancellation) -> open(cancellation);
    }

    private static Gate.Answer open(Cancellation cancellation) {
      assertThat(cancellation.isRequested()).isFalse();
      return new Gate.Answer.Open(Map.of(), Map.of());
    }
  }
}
