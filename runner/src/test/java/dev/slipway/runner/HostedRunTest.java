package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.EventPayloads;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.TriggerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a server: identity, event, journal and folders come from outside. */
@Timeout(60)
class HostedRunTest {
  private static final String WORKFLOW = ".github/workflows/ci.yml";

  @TempDir Path root;
  private Path checkout;
  private FileJournal journal;

  @BeforeEach
  void open() throws IOException {
    checkout = Files.createDirectories(root.resolve("checkout"));
    journal =
        FileJournal.open(
            root.resolve("server.ndjson"),
            EventCodecs.of(new RunEventCodec()),
            InstantSource.system());
  }

  private Run.Result run(String workflow, String id, int attempt) throws IOException {
    return start(workflow, id, attempt, new RunHost(journal, 4));
  }

  private Run.Result start(String workflow, String id, int attempt, RunHost host)
      throws IOException {
    Path file = checkout.resolve(WORKFLOW);
    Files.createDirectories(file.getParent());
    Files.writeString(file, workflow);
    Git git = Git.initialise(checkout, "main");
    String sha = git.commitAll("first", new Person("Ann", "ann@example.com"), Instant.EPOCH);
    Run run = Run.prepare(request(), hosted(id, attempt, facts(sha)), InstantSource.system());
    return run.execute(host, LogListener.NONE, new Cancellation(), Gate.OPEN);
  }

  private HostedRun hosted(String id, int attempt, RepositoryFacts facts) {
    TriggerEvent event = new EventPayloads(facts).push();
    return new HostedRun(
        new RunId(id),
        attempt,
        17,
        facts,
        event,
        root.resolve("runs").resolve(id),
        root.resolve("state"),
        true);
  }

  private static RepositoryFacts facts(String sha) {
    RepositoryFacts.Author ann = new RepositoryFacts.Author("Ann", "ann@example.com");
    return new RepositoryFacts(
            "acme",
            "shop",
            "main",
            "refs/heads/feature",
            sha,
            RepositoryFacts.NO_COMMIT,
            "bob",
            new RepositoryFacts.Commit("first", ann, ann, Instant.EPOCH),
            Optional.empty())
        .at("https://ci.example.com");
  }

  private RunRequest request() {
    RunRequest push = RunRequest.push(checkout);
    return new RunRequest(
        push.folder(),
        push.event(),
        push.payload(),
        List.of(WORKFLOW),
        push.jobs(),
        push.inputs(),
        push.secrets(),
        Map.of("REGION", "eu"),
        push.cells(),
        push.environment(),
        push.options());
  }

  private String log(String id, String log) throws IOException {
    LogStore logs =
        new LogStore(root.resolve("runs").resolve(id).resolve("logs"), InstantSource.system());
    return Files.readString(logs.file(new LogId(log)));
  }

  @Test
  void seesTheGivenEventAndNotWhatIsCheckedOut() throws IOException {
    run(
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: |
                  echo "$GITHUB_REF $GITHUB_ACTOR $GITHUB_REPOSITORY $GITHUB_SERVER_URL"
                  echo "$GITHUB_RUN_NUMBER $GITHUB_RUN_ATTEMPT ${{ vars.REGION }} $SLIPWAY_STATE"
        """,
        "r-1",
        1);

    assertThat(log("r-1", "r-1/build/1"))
        .contains("refs/heads/feature bob acme/shop https://ci.example.com")
        .contains("17 1 eu " + root.resolve("state"));
  }

  @Test
  void tellsOnlyTheJournalItWasGiven() throws IOException {
    Run.Result result = run(steps("echo hello"), "r-2", 1);

    assertThat(result.conclusion()).isEqualTo(Conclusion.SUCCESS);
    assertThat(subjects()).isNotEmpty().allMatch(subject -> subject.startsWith("run/r-2"));
    assertThat(checkout.resolve(".slipway")).doesNotExist();
    assertThat(root.resolve("runs/r-2/journal.ndjson")).doesNotExist();
  }

  @Test
  void keepsTheLogsOfAnAttemptApart() throws IOException {
    run(steps("echo one"), "r-3", 1);
    run(steps("echo two"), "r-3", 2);

    assertThat(log("r-3", "r-3/build/1")).contains("one").doesNotContain("two");
    assertThat(log("r-3", "r-3/attempt-2/build/1")).contains("two");
  }

  @Test
  void readsNoWorkflowThroughALinkThatLeavesTheRepository() throws IOException {
    Files.writeString(root.resolve("outside.yml"), "secret: of the machine");
    Path workflows = Files.createDirectories(checkout.resolve(".github/workflows"));
    Files.createSymbolicLink(workflows.resolve("link.yml"), root.resolve("outside.yml"));
    Files.createSymbolicLink(workflows.resolve("device.yml"), Path.of("/dev/zero"));

    assertThat(run(steps("echo fine"), "r-7", 1).conclusion()).isEqualTo(Conclusion.SUCCESS);
    assertThat(WorkflowFiles.of(checkout).paths()).containsExactly(WORKFLOW);
  }

  @Test
  void leavesTheJournalOpenForOtherRuns() throws Exception {
    RunHost host = new RunHost(journal, 4);
    start(steps("echo one"), "r-4", 1, host);
    Run.Result other = start(steps("echo two"), "r-5", 1, host);

    assertThat(other.conclusion()).isEqualTo(Conclusion.SUCCESS);
    assertThat(subjects()).anyMatch(subject -> subject.startsWith("run/r-5"));
  }

  @Test
  void sharesConcurrencyGroupsOfARepositoryWithOtherRuns() throws Exception {
    RunHost host = new RunHost(journal, 4);
    ConcurrencyGroups.Place place =
        host.groups("acme/shop").enter("deploy", false, false, new Cancellation());
    String workflow =
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            concurrency: deploy
            steps:
              - run: echo in
        """;
    CompletableFuture<Run.Result> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return start(workflow, "r-6", 1, host);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Eventually.holds(
        java.time.Duration.ofSeconds(20),
        "the run has begun",
        () -> subjects().stream().anyMatch(subject -> subject.equals("run/r-6/job/build")));
    boolean early = running.isDone();
    place.close();

    assertThat(early).isFalse();
    assertThat(running.join().conclusion()).isEqualTo(Conclusion.SUCCESS);
  }

  private static String steps(String script) {
    return """
    on: push
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - run: %s
    """
        .formatted(script);
  }

  private List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    try (var entries = journal.from(1)) {
      for (var next = entries.next(); next.isPresent(); next = entries.next()) {
        subjects.add(next.get().subject());
      }
    }
    return subjects;
  }
}
