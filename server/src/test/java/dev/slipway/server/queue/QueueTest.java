package dev.slipway.server.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runner.RunId;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
  @TempDir private Path folder;
  private QueueFixture fixture;
  private Queue queue;

  @BeforeEach
  void open() {
    fixture = new QueueFixture(folder);
    queue = fixture.queue;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void givesOutWhatWasOrderedAsItWasOrdered() {
    RunOrder order =
        QueueFixture.order(
            "acme/shop",
            new RunOrder.Placement(
                Set.of("Linux"),
                3,
                Optional.of(new Concurrency("Deploy", false, Concurrency.Queue.MAX)),
                false,
                false));

    RunId run = queue.add(order);
    Claim claim = fixture.claim("one").orElseThrow();

    assertThat(claim.runner()).isEqualTo("one");
    assertThat(claim.item().id()).isEqualTo(run);
    assertThat(claim.item().number()).isEqualTo(1);
    assertThat(claim.item().attempt()).isEqualTo(1);
    assertThat(claim.item().state()).isEqualTo(QueueState.RUNNING);
    assertThat(claim.item().order().source()).isEqualTo(order.source());
    assertThat(claim.item().order().workflow()).isEqualTo(order.workflow());
    assertThat(claim.item().order().placement().labels()).containsExactly("linux");
    assertThat(claim.item().order().placement().concurrency())
        .isEqualTo(order.placement().concurrency());
    assertThat(claim.item().order().placement().trusted()).isFalse();
    assertThat(fixture.claim("two")).isEmpty();
  }

  @Test
  void tellsTheJournalWhatItDoes() {
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    Claim claim = fixture.claim("one").orElseThrow();
    queue.finish(claim, Conclusion.SUCCESS, Optional.empty());

    assertThat(fixture.events())
        .containsExactly(
            new QueueEvent.Queued(
                run,
                1,
                "acme/shop",
                ".github/workflows/ci.yml",
                "CI",
                "push",
                "refs/heads/main",
                "0123456789012345678901234567890123456789",
                "Add a door",
                "ada",
                true,
                false,
                Optional.empty()),
            new QueueEvent.Claimed(run, 1, "one"),
            new QueueEvent.Ended(run, 1, Conclusion.SUCCESS, Optional.empty()));
    assertThat(queue.find(run))
        .map(QueueItem::conclusion)
        .hasValue(Optional.of(Conclusion.SUCCESS));
  }

  @Test
  void addsNothingWhenTheTransactionOfItsCauseFails() {
    assertThatThrownBy(
            () ->
                fixture.database.write(
                    transaction -> {
                      queue.add(transaction, QueueFixture.order("acme/shop"), OptionalLong.empty());
                      throw new IllegalStateException("the push was refused");
                    }))
        .hasMessage("the push was refused");

    assertThat(fixture.claim("one")).isEmpty();
    assertThat(fixture.events()).isEmpty();
  }

  @Test
  void countsTheRunsOfEachWorkflowByItself() {
    queue.add(QueueFixture.order("acme/shop"));
    RunId second = queue.add(QueueFixture.order("acme/shop"));
    RunId other = queue.add(QueueFixture.order("acme/door"));

    assertThat(queue.find(second)).map(QueueItem::number).hasValue(2L);
    assertThat(queue.find(other)).map(QueueItem::number).hasValue(1L);
  }

  @Test
  void takesHigherPrioritiesFirstAndThenWhoCameFirst() {
    RunId first = queue.add(prioritised(0));
    RunId second = queue.add(prioritised(0));
    RunId urgent = queue.add(prioritised(5));

    assertThat(claimAll()).containsExactly(urgent, first, second);
  }

  @Test
  void letsRepositoriesTakeTurns() {
    List<RunId> shop = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      shop.add(queue.add(QueueFixture.order("acme/shop")));
    }
    RunId door = queue.add(QueueFixture.order("acme/door"));
    RunId window = queue.add(QueueFixture.order("acme/window"));

    List<RunId> order = new ArrayList<>();
    for (Optional<Claim> next = fixture.claim("one");
        next.isPresent();
        next = fixture.claim("one")) {
      order.add(next.get().item().id());
      queue.finish(next.get(), Conclusion.SUCCESS, Optional.empty());
    }

    assertThat(order)
        .containsExactly(shop.get(0), door, window, shop.get(1), shop.get(2), shop.get(3));
  }

  @Test
  void prefersTheRepositoryThatHasFewestRunning() {
    for (int i = 0; i < 3; i++) {
      queue.add(QueueFixture.order("acme/shop"));
    }
    fixture.claim("one");
    fixture.claim("two");
    RunId door = queue.add(QueueFixture.order("acme/door"));

    assertThat(fixture.claim("three")).map(claim -> claim.item().id()).hasValue(door);
  }

  @Test
  void givesARunOnlyToARunnerThatHasAllItsLabels() {
    RunId run =
        queue.add(
            QueueFixture.order(
                "acme/shop",
                new RunOrder.Placement(Set.of("gpu", "Linux"), 0, Optional.empty(), true, false)));

    assertThat(queue.claim("one", Set.of("linux"), Duration.ZERO)).isEmpty();
    assertThat(queue.claim("two", Set.of("gpu2", "linux"), Duration.ZERO)).isEmpty();
    assertThat(queue.claim("three", Set.of("LINUX", "gpu", "big"), Duration.ZERO))
        .map(claim -> claim.item().id())
        .hasValue(run);
  }

  @Test
  void givesARunOnceItsRunnerIsSilentToTheNextOneAsAnotherAttempt() {
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    Claim first = fixture.claim("one").orElseThrow();
    fixture.pass(Duration.ofSeconds(20));
    assertThat(queue.beat(first)).isInstanceOf(Beat.GoOn.class);
    fixture.pass(Duration.ofSeconds(20));
    assertThat(queue.loseSilent()).isEmpty();
    fixture.pass(Duration.ofSeconds(20));

    assertThat(queue.loseSilent()).containsExactly(run);
    Claim second = fixture.claim("two").orElseThrow();

    assertThat(second.item().attempt()).isEqualTo(2);
    assertThat(queue.beat(first)).isInstanceOf(Beat.Lost.class);
    assertThat(queue.finish(first, Conclusion.SUCCESS, Optional.empty())).isFalse();
    assertThat(queue.giveBack(first)).isFalse();
    assertThat(queue.beat(second)).isInstanceOf(Beat.GoOn.class);
    assertThat(queue.finish(second, Conclusion.SUCCESS, Optional.empty())).isTrue();
  }

  @Test
  void losesAtOnceWhatARunnerHadThatIsKnownToBeGone() {
    RunId lost = queue.add(QueueFixture.order("acme/shop"));
    queue.add(QueueFixture.order("acme/shop"));
    fixture.claim("one");
    fixture.claim("two");

    assertThat(queue.loseAll("one", "the server was killed")).containsExactly(lost);

    assertThat(fixture.claim("one")).map(claim -> claim.item().attempt()).hasValue(2);
    assertThat(fixture.events())
        .contains(new QueueEvent.Lost(lost, 1, "one", "the server was killed"));
  }

  @Test
  void failsARunThatBringsDownEveryRunner() {
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    for (int i = 0; i < QueueFixture.RULES.mostLosses(); i++) {
      assertThat(fixture.claim("one")).isPresent();
      queue.loseAll("one", "the server was killed");
    }

    assertThat(fixture.claim("one")).isEmpty();
    assertThat(queue.find(run))
        .map(QueueItem::conclusion)
        .hasValue(Optional.of(Conclusion.FAILURE));
    assertThat(fixture.events().getLast())
        .isEqualTo(
            new QueueEvent.Ended(
                run,
                3,
                Conclusion.FAILURE,
                Optional.of("it lost 3 runners in a row; the last time: the server was killed")));
  }

  @Test
  void takesBackWhatARunnerCannotFinish() {
    queue.add(QueueFixture.order("acme/shop"));
    for (int i = 1; i <= 5; i++) {
      Claim claim = fixture.claim("one").orElseThrow();
      assertThat(claim.item().attempt()).isEqualTo(i);
      assertThat(queue.giveBack(claim)).isTrue();
    }
    assertThat(queue.depth().ready()).isEqualTo(1);
  }

  @Test
  void stopsAtOnceWhatNobodyHasAndAsksTheRunnerOtherwise() {
    RunId running = queue.add(QueueFixture.order("acme/shop"));
    Claim claim = fixture.claim("one").orElseThrow();
    RunId ready = queue.add(QueueFixture.order("acme/shop"));

    queue.stop(ready, "ada", "ada cancelled it");
    queue.stop(running, "ada", "ada cancelled it");
    queue.stop(ready, "ada", "once more");

    assertThat(queue.find(ready))
        .map(QueueItem::conclusion)
        .hasValue(Optional.of(Conclusion.CANCELLED));
    assertThat(queue.beat(claim)).isEqualTo(new Beat.Stop("ada cancelled it"));
    assertThat(queue.finish(claim, Conclusion.CANCELLED, Optional.empty())).isTrue();
    assertThat(fixture.claim("one")).isEmpty();
    assertThatThrownBy(() -> queue.stop(new RunId("nowhere"), "ada", "why"))
        .hasMessageContaining("no run 'nowhere'");
  }

  @Test
  void doesNotRunAgainWhatWasToStopWhenItsRunnerWasLost() {
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    fixture.claim("one");
    queue.stop(run, "ada", "ada cancelled it");

    queue.loseAll("one", "the server was killed");

    assertThat(fixture.claim("one")).isEmpty();
    assertThat(queue.find(run))
        .map(QueueItem::conclusion)
        .hasValue(Optional.of(Conclusion.CANCELLED));
  }

  @Test
  void runsAgainWhatIsOverAsItsNextAttempt() {
    RunId run = queue.add(QueueFixture.order("acme/shop"));
    assertThatThrownBy(() -> queue.again(run, "ada")).hasMessageContaining("not over yet");
    queue.finish(fixture.claim("one").orElseThrow(), Conclusion.FAILURE, Optional.empty());

    queue.again(run, "ada");

    Claim claim = fixture.claim("one").orElseThrow();
    assertThat(claim.item().attempt()).isEqualTo(2);
    assertThat(claim.item().number()).isEqualTo(1);
    assertThat(claim.item().conclusion()).isEmpty();
  }

  @Test
  void holdsWhatSomebodyMustAllow() {
    RunId run =
        queue.add(
            QueueFixture.order(
                "acme/shop", new RunOrder.Placement(Set.of(), 0, Optional.empty(), false, true)));
    assertThat(fixture.claim("one")).isEmpty();
    assertThat(queue.depth().held()).isEqualTo(1);

    queue.release(run, "ada");

    assertThat(fixture.claim("one")).map(claim -> claim.item().attempt()).hasValue(1);
    assertThatThrownBy(() -> queue.release(run, "ada")).hasMessageContaining("not held");
  }

  @Test
  void runsOneOfAGroupAtATimeAndLetsTheNewestWait() {
    RunOrder.Placement group = QueueFixture.group("deploy", false, Concurrency.Queue.SINGLE);
    RunId first = queue.add(QueueFixture.order("acme/shop", group));
    RunId second = queue.add(QueueFixture.order("acme/shop", group));
    RunId third =
        queue.add(
            QueueFixture.order(
                "acme/shop", QueueFixture.group("DEPLOY", false, Concurrency.Queue.SINGLE)));
    RunId elsewhere = queue.add(QueueFixture.order("acme/door", group));

    assertThat(claimAll()).containsExactly(first, elsewhere);
    assertThat(queue.find(second)).map(QueueItem::state).hasValue(QueueState.ENDED);
    assertThat(queue.depth().waiting()).isEqualTo(1);

    end(first);
    assertThat(claimAll()).containsExactly(third);
  }

  @Test
  void letsAllOfAGroupWaitInLineWithQueueMax() {
    RunOrder.Placement group = QueueFixture.group("deploy", false, Concurrency.Queue.MAX);
    List<RunId> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(queue.add(QueueFixture.order("acme/shop", group)));
    }

    List<RunId> ran = new ArrayList<>();
    for (Optional<Claim> next = fixture.claim("one");
        next.isPresent();
        next = fixture.claim("one")) {
      assertThat(fixture.claim("two")).isEmpty();
      ran.add(next.get().item().id());
      queue.finish(next.get(), Conclusion.SUCCESS, Optional.empty());
    }

    assertThat(ran).isEqualTo(runs);
  }

  @Test
  void asksTheActiveOneToStopWithCancelInProgressAndWaitsUntilItHas() {
    RunOrder.Placement group = QueueFixture.group("ci", true, Concurrency.Queue.SINGLE);
    queue.add(QueueFixture.order("acme/shop", group));
    Claim claim = fixture.claim("one").orElseThrow();

    RunId newer = queue.add(QueueFixture.order("acme/shop", group));

    assertThat(queue.beat(claim).stop().orElseThrow()).contains("entered the concurrency group");
    assertThat(fixture.claim("two")).isEmpty();
    queue.finish(claim, Conclusion.CANCELLED, Optional.empty());
    assertThat(claimAll()).containsExactly(newer);
  }

  @Test
  void takesThePlaceOfOneThatHasNotBegunWithCancelInProgress() {
    RunOrder.Placement group = QueueFixture.group("ci", true, Concurrency.Queue.SINGLE);
    RunId older = queue.add(QueueFixture.order("acme/shop", group));

    RunId newer = queue.add(QueueFixture.order("acme/shop", group));

    assertThat(claimAll()).containsExactly(newer);
    assertThat(queue.find(older))
        .map(QueueItem::conclusion)
        .hasValue(Optional.of(Conclusion.CANCELLED));
  }

  @Test
  void keepsItsPlaceInTheGroupWhenItsRunnerIsLost() {
    RunOrder.Placement group = QueueFixture.group("deploy", false, Concurrency.Queue.SINGLE);
    RunId first = queue.add(QueueFixture.order("acme/shop", group));
    fixture.claim("one");
    queue.add(QueueFixture.order("acme/shop", group));

    queue.loseAll("one", "the server was killed");

    assertThat(claimAll()).containsExactly(first);
  }

  @Test
  @Timeout(60)
  void wakesARunnerThatWaitsForWork() throws InterruptedException {
    List<RunId> claimed = new ArrayList<>();
    Thread runner =
        Thread.startVirtualThread(
            () ->
                queue
                    .claim("one", Set.of(), Duration.ofMinutes(5))
                    .ifPresent(claim -> claimed.add(claim.item().id())));

    RunId run = queue.add(QueueFixture.order("acme/shop"));
    runner.join();

    assertThat(claimed).containsExactly(run);
    assertThat(queue.claim("one", Set.of(), Duration.ofMillis(5))).isEmpty();
  }

  private RunOrder prioritised(int priority) {
    return QueueFixture.order(
        "acme/shop", new RunOrder.Placement(Set.of(), priority, Optional.empty(), true, false));
  }

  private void end(RunId run) {
    QueueItem item = queue.find(run).orElseThrow();
    queue.finish(
        new Claim(item, item.runner().orElseThrow()), Conclusion.SUCCESS, Optional.empty());
  }

  private List<RunId> claimAll() {
    List<RunId> all = new ArrayList<>();
    for (Optional<Claim> next = fixture.claim("one");
        next.isPresent();
        next = fixture.claim("one")) {
      all.add(next.get().item().id());
    }
    return all;
  }
}
