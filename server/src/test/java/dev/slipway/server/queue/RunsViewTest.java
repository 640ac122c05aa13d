package dev.slipway.server.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunId;
import dev.slipway.store.Draft;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsViewTest {
  private static final String MAIN = "refs/heads/main";

  @TempDir private Path folder;
  private QueueFixture fixture;
  private Queue queue;
  private RunsView view;

  @BeforeEach
  void open() {
    fixture = new QueueFixture(folder);
    queue = fixture.queue;
    view = RunsView.open(fixture.database, fixture.journal);
  }

  @AfterEach
  void close() {
    view.close();
    fixture.close();
  }

  @Test
  void followsARunFromItsOrderToItsEnd() {
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    assertThat(line(run).state()).isEqualTo(QueueState.READY);
    assertThat(line(run).title()).isEqualTo("Add a door");
    assertThat(line(run).started()).isEmpty();

    fixture.pass(Duration.ofSeconds(1));
    Claim claim = fixture.claim("one").orElseThrow();
    assertThat(line(run).state()).isEqualTo(QueueState.RUNNING);
    assertThat(line(run).runner()).hasValue("one");

    queue.stop(run, "ada", "ada cancelled it");
    assertThat(line(run).stopReason()).hasValue("ada cancelled it");

    fixture.pass(Duration.ofSeconds(5));
    queue.finish(claim, Conclusion.CANCELLED, Optional.of("ada cancelled it"));
    RunLine ended = line(run);
    assertThat(ended.state()).isEqualTo(QueueState.ENDED);
    assertThat(ended.conclusion()).hasValue(Conclusion.CANCELLED);
    assertThat(ended.reason()).hasValue("ada cancelled it");
    assertThat(ended.stopReason()).isEmpty();
    assertThat(ended.took()).hasValue(Duration.ofSeconds(5));
  }

  @Test
  void showsTheJobsOfEachAttempt() {
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    fixture.claim("one");
    tell(run, new RunEvent.JobQueued(new JobKey("build"), "Build", List.of()));
    tell(run, new RunEvent.JobQueued(new JobKey("test"), "Test", List.of(new JobKey("build"))));
    tell(run, new RunEvent.JobStarted(new JobKey("build"), "Build it", List.of("make")));
    tell(run, new RunEvent.JobWaiting(new JobKey("test"), "port 5432 is in use"));
    queue.loseAll("one", "the server was killed");
    fixture.claim("one");
    tell(run, new RunEvent.JobQueued(new JobKey("build"), "Build", List.of()));
    tell(run, new RunEvent.JobStarted(new JobKey("build"), "Build", List.of()));
    tell(
        run,
        new RunEvent.JobFinished(
            new JobKey("build"),
            "Build",
            Conclusion.FAILURE,
            Duration.ofSeconds(3),
            Optional.of("step 2 failed")));

    assertThat(line(run).attempt()).isEqualTo(2);
    assertThat(view.jobs(run, 1))
        .extracting(JobLine::name, JobLine::state, job -> job.reason().orElse(""))
        .containsExactly(
            tuple("Build it", QueueState.ENDED, "the server was killed"),
            tuple("Test", QueueState.ENDED, "the server was killed"));
    assertThat(view.jobs(run, 2))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.conclusion()).hasValue(Conclusion.FAILURE);
              assertThat(job.reason()).hasValue("step 2 failed");
              assertThat(job.started()).isPresent();
            });
  }

  @Test
  void callsARunByItsRunNameButNotByTheNameOfItsWorkflow() {
    RunId named = queue.add(QueueFixture.order("acme/shop"));
    RunId plain = queue.add(QueueFixture.order("acme/shop"));
    tell(named, started(named, "Deploy 17 to staging"));
    tell(plain, started(plain, "CI"));

    assertThat(line(named).title()).isEqualTo("Deploy 17 to staging");
    assertThat(ids(RunsQuery.ALL.matching("to staging"))).containsExactly(named);
    assertThat(line(plain).title()).isEqualTo("Add a door");
  }

  @Test
  void saysWhyARunDoesNotBegin() {
    RunOrder.Placement group = QueueFixture.group("deploy", false, Concurrency.Queue.SINGLE);
    RunId first = queue.add(QueueFixture.order("acme/shop", group));
    RunId second = queue.add(QueueFixture.order("acme/shop", group));
    RunId held =
        queue.add(
            QueueFixture.order(
                "acme/door", new RunOrder.Placement(Set.of(), 0, Optional.empty(), false, true)));

    assertThat(line(second).state()).isEqualTo(QueueState.WAITING);
    assertThat(line(second).reason().orElseThrow()).contains("concurrency group 'deploy'");
    assertThat(line(held).state()).isEqualTo(QueueState.HELD);

    queue.stop(first, "ada", "not now");
    queue.release(held, "ada");
    assertThat(line(second).state()).isEqualTo(QueueState.READY);
    assertThat(line(second).reason()).isEmpty();
    assertThat(line(held).state()).isEqualTo(QueueState.READY);
  }

  @Test
  void pagesThroughAListInBothDirections() {
    List<RunId> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(queue.add(QueueFixture.order(i % 5 == 0 ? "acme/door" : "acme/shop")));
    }
    Collections.reverse(all);
    view.awaitCaughtUp(Duration.ofSeconds(30));

    RunsPage first = view.newest(RunsQuery.ALL, 10);
    RunsPage second = view.older(RunsQuery.ALL, first.older().orElseThrow(), 10);
    RunsPage third = view.older(RunsQuery.ALL, second.older().orElseThrow(), 10);
    RunsPage back = view.newer(RunsQuery.ALL, third.newer().orElseThrow(), 10);
    RunsPage begin = view.newer(RunsQuery.ALL, back.newer().orElseThrow(), 10);

    assertThat(first.newer()).isEmpty();
    assertThat(ids(first)).isEqualTo(all.subList(0, 10));
    assertThat(ids(second)).isEqualTo(all.subList(10, 20));
    assertThat(ids(third)).isEqualTo(all.subList(20, 25));
    assertThat(third.older()).isEmpty();
    assertThat(ids(back)).isEqualTo(ids(second));
    assertThat(begin).isEqualTo(first);
    assertThat(view.count(RunsQuery.ALL.of("acme/door"))).isEqualTo(5);
    assertThat(view.newest(RunsQuery.ALL.of("acme/door"), 3).runs()).hasSize(3);
    assertThat(view.newest(RunsQuery.ALL.of("acme/none"), 3))
        .isEqualTo(view.newer(RunsQuery.ALL.of("acme/none"), 1, 3));
  }

  @Test
  void findsByStateConclusionTextAndCommit() {
    RunId ended = queue.add(QueueFixture.order("acme/shop"));
    queue.finish(fixture.claim("one").orElseThrow(), Conclusion.FAILURE, Optional.empty());
    RunId ready = queue.add(QueueFixture.order("acme/door"));
    view.awaitCaughtUp(Duration.ofSeconds(30));

    assertThat(ids(RunsQuery.ALL.in(QueueState.READY))).containsExactly(ready);
    assertThat(ids(RunsQuery.ALL.ended(Conclusion.FAILURE))).containsExactly(ended);
    assertThat(ids(RunsQuery.ALL.matching("DOOR"))).containsExactly(ready, ended);
    assertThat(ids(RunsQuery.ALL.matching("0123456"))).hasSize(2);
    assertThat(ids(RunsQuery.ALL.matching("123456"))).isEmpty();
    assertThat(ids(RunsQuery.ALL.matching("100% '; drop table run_view"))).isEmpty();
    assertThat(ids(ofRef("main"))).hasSize(2);
    assertThat(ids(ofRef(MAIN))).hasSize(2);
    assertThat(ids(ofRef("mai"))).isEmpty();
    assertThat(view.ofCommit("acme/door", "0123456789012345678901234567890123456789"))
        .extracting(RunLine::id)
        .containsExactly(ready);
  }

  @Test
  void showsNothingOfRepositoriesThatMayNotBeSeen() {
    queue.add(QueueFixture.order("acme/secret"));
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    view.awaitCaughtUp(Duration.ofSeconds(30));

    assertThat(ids(RunsQuery.ALL.within(Set.of("acme/shop", "acme/door")))).containsExactly(run);
    assertThat(ids(RunsQuery.ALL.within(Set.of()))).isEmpty();
    assertThat(ids(RunsQuery.ALL.within(Set.of("acme/shop")).of("acme/secret"))).isEmpty();
    assertThat(view.count(RunsQuery.ALL.within(Set.of("acme/shop")))).isEqualTo(1);
    assertThat(view.newestOfEachWorkflow(MAIN, Optional.of(Set.of("acme/shop"))))
        .extracting(RunLine::id)
        .containsExactly(run);
  }

  @Test
  void knowsTheNewestRunOfEachWorkflow() {
    queue.add(QueueFixture.order("acme/shop"));
    RunId shop = queue.add(QueueFixture.order("acme/shop"));
    RunId door = queue.add(QueueFixture.order("acme/door"));
    view.awaitCaughtUp(Duration.ofSeconds(30));

    assertThat(view.newestOfEachWorkflow(MAIN, Optional.empty()))
        .extracting(RunLine::id)
        .containsExactly(door, shop);
    assertThat(view.newestOfEachWorkflow("refs/heads/other", Optional.empty())).isEmpty();
  }

  private RunLine line(RunId run) {
    assertThat(view.awaitCaughtUp(Duration.ofSeconds(30))).isTrue();
    return view.find(run).orElseThrow();
  }

  private void tell(RunId run, RunEvent event) {
    fixture.journal.append(Draft.of("ada", "run/" + run + "/job/any", event));
    view.awaitCaughtUp(Duration.ofSeconds(30));
  }

  private static RunEvent started(RunId run, String name) {
    return new RunEvent.RunStarted(run, ".github/workflows/ci.yml", name, "push", MAIN, "abc");
  }

  private static RunsQuery ofRef(String ref) {
    return new RunsQuery(
        "", "", "", ref, "", "", Optional.empty(), Optional.empty(), Optional.empty());
  }

  private List<RunId> ids(RunsQuery query) {
    return ids(view.newest(query, 100));
  }

  private static List<RunId> ids(RunsPage page) {
    return page.runs().stream().map(RunLine::id).toList();
  }
}
