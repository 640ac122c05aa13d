package dev.slipway.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever people and runners do in whatever order, the queue stays sound. */
class QueuePropertyTest {
  private enum Deed {
    ADD,
    ADD_IN_LINE,
    ADD_AND_CANCEL,
    ADD_HELD,
    CLAIM,
    FINISH,
    GIVE_BACK,
    STOP,
    AGAIN,
    RELEASE,
    LOSE,
    PASS
  }

  /** A deed, and which of the runs or claims there are it is about. */
  record Step(Deed deed, int which) {}

  @Property(tries = 40)
  void staysSound(@ForAll("steps") List<Step> steps) throws IOException {
    Path folder = Files.createTempDirectory("queue");
    try (QueueFixture fixture = new QueueFixture(folder)) {
      List<RunId> runs = new ArrayList<>();
      List<Claim> claims = new ArrayList<>();
      for (Step step : steps) {
        take(step, fixture, runs, claims);
        checkGroups(fixture, runs);
      }

      Map<RunId, QueueState> told = QueueStory.of(fixture.events());
      for (RunId run : runs) {
        assertThat(fixture.queue.find(run)).map(QueueItem::state).hasValue(told.get(run));
      }
      checkView(fixture, runs);
      checkThatAllEnds(fixture, runs);
    } finally {
      delete(folder);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(Arbitraries.of(Deed.class), Arbitraries.integers().between(0, 9))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  private static void take(Step step, QueueFixture fixture, List<RunId> runs, List<Claim> claims) {
    Queue queue = fixture.queue;
    switch (step.deed()) {
      case ADD -> runs.add(queue.add(order(step, RunOrder.Placement.USUAL)));
      case ADD_IN_LINE ->
          runs.add(queue.add(order(step, QueueFixture.group("g", false, Concurrency.Queue.MAX))));
      case ADD_AND_CANCEL ->
          runs.add(queue.add(order(step, QueueFixture.group("G", true, Concurrency.Queue.SINGLE))));
      case ADD_HELD ->
          runs.add(
              queue.add(
                  order(step, new RunOrder.Placement(Set.of(), 0, Optional.empty(), false, true))));
      case CLAIM -> fixture.claim("runner " + step.which() % 2).ifPresent(claims::add);
      case FINISH ->
          pick(claims, step)
              .ifPresent(claim -> queue.finish(claim, Conclusion.SUCCESS, Optional.empty()));
      case GIVE_BACK -> pick(claims, step).ifPresent(queue::giveBack);
      case STOP -> pick(runs, step).ifPresent(run -> queue.stop(run, "ada", "enough"));
      case AGAIN -> pick(runs, step).ifPresent(run -> unlessRefused(() -> queue.again(run, "ada")));
      case RELEASE ->
          pick(runs, step).ifPresent(run -> unlessRefused(() -> queue.release(run, "ada")));
      case LOSE -> queue.loseAll("runner " + step.which() % 2, "gone");
      case PASS -> {
        fixture.pass(Duration.ofSeconds(step.which() * 5L));
        queue.loseSilent();
      }
    }
  }

  private static RunOrder order(Step step, RunOrder.Placement placement) {
    return QueueFixture.order("acme/r" + step.which() % 2, placement);
  }

  private static <T> Optional<T> pick(List<T> from, Step step) {
    return from.isEmpty() ? Optional.empty() : Optional.of(from.get(step.which() % from.size()));
  }

  private static void unlessRefused(Runnable deed) {
    try {
      deed.run();
    } catch (SlipwayException e) {
      assertThat(e).hasMessageContaining("the run ");
    }
  }

  // One of a group at a time; and somebody waits only while there is one.
  private static void checkGroups(QueueFixture fixture, List<RunId> runs) {
    for (String repository : List.of("acme/r0", "acme/r1")) {
      List<QueueState> group =
          runs.stream()
              .map(run -> fixture.queue.find(run).orElseThrow())
              .filter(item -> item.order().repository().equals(repository))
              .filter(item -> item.order().placement().concurrency().isPresent())
              .map(QueueItem::state)
              .toList();
      long active =
          group.stream()
              .filter(state -> state == QueueState.READY || state == QueueState.RUNNING)
              .count();
      assertThat(active).isLessThanOrEqualTo(1);
      assertThat(active == 0 && group.contains(QueueState.WAITING)).isFalse();
    }
  }

  private static void checkView(QueueFixture fixture, List<RunId> runs) {
    try (RunsView view = RunsView.open(fixture.database, fixture.journal)) {
      assertThat(view.awaitCaughtUp(Duration.ofSeconds(30))).isTrue();
      for (RunId run : runs) {
        RunLine line = view.find(run).orElseThrow();
        QueueItem item = fixture.queue.find(run).orElseThrow();
        assertThat(line.state()).isEqualTo(item.state());
        assertThat(line.attempt()).isEqualTo(item.attempt());
        assertThat(line.conclusion()).isEqualTo(item.conclusion());
      }
    }
  }

  private static void checkThatAllEnds(QueueFixture fixture, List<RunId> runs) {
    Queue queue = fixture.queue;
    queue.loseAll("runner 0", "gone");
    queue.loseAll("runner 1", "gone");
    for (Optional<Claim> next = fixture.claim("last");
        next.isPresent();
        next = fixture.claim("last")) {
      queue.finish(next.get(), Conclusion.SUCCESS, Optional.empty());
    }
    for (RunId run : runs) {
      assertThat(queue.find(run).orElseThrow().state()).isIn(QueueState.ENDED, QueueState.HELD);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
