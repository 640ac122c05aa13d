package dev.slipway.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.RunId;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class QueueConcurrencyTest {
  private static final int RUNS = 200;
  private static final int RUNNERS = 6;

  @TempDir private Path folder;

  private final Set<RunId> beingRun = ConcurrentHashMap.newKeySet();
  private final Set<RunId> done = ConcurrentHashMap.newKeySet();
  private final Set<String> groupsBeingRun = ConcurrentHashMap.newKeySet();

  @Test
  @Timeout(120)
  void runsEverythingOnceAndNothingTwiceAtATime() throws InterruptedException, ExecutionException {
    try (QueueFixture fixture = new QueueFixture(folder);
        ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < RUNNERS; i++) {
        String runner = "runner " + i;
        all.add(tasks.submit(() -> work(fixture.queue, runner)));
      }
      Set<RunId> ordered = new HashSet<>();
      for (int i = 0; i < RUNS; i++) {
        ordered.add(
            fixture.queue.add(
                QueueFixture.order(
                    "acme/r" + i % 3,
                    i % 4 == 0
                        ? QueueFixture.group("g", false, Concurrency.Queue.MAX)
                        : RunOrder.Placement.USUAL)));
      }
      for (Future<?> each : all) {
        each.get();
      }

      assertThat(done).isEqualTo(ordered);
      Map<RunId, QueueState> states = QueueStory.of(fixture.events());
      assertThat(states)
          .hasSize(RUNS)
          .allSatisfy((run, state) -> assertThat(state.isDone()).isTrue());
    }
  }

  private void work(Queue queue, String runner) {
    while (done.size() < RUNS) {
      queue.claim(runner, Set.of(), Duration.ofMillis(50)).ifPresent(claim -> run(queue, claim));
    }
  }

  private void run(Queue queue, Claim claim) {
    RunId run = claim.item().id();
    Optional<String> group =
        claim
            .item()
            .order()
            .placement()
            .concurrency()
            .map(each -> claim.item().order().repository() + each.key());
    assertThat(beingRun.add(run)).as("%s is run by one", run).isTrue();
    group.ifPresent(each -> assertThat(groupsBeingRun.add(each)).as("one of a group").isTrue());
    assertThat(queue.beat(claim)).isInstanceOf(Beat.GoOn.class);
    group.ifPresent(groupsBeingRun::remove);
    beingRun.remove(run);
    if (ThreadLocalRandom.current().nextInt(4) == 0) {
      assertThat(queue.giveBack(claim)).isTrue();
      return;
    }
    done.add(run);
    assertThat(queue.finish(claim, Conclusion.SUCCESS, Optional.empty())).isTrue();
  }
}
