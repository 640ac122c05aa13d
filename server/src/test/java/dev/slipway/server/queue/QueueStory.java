package dev.slipway.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.RunId;
import dev.slipway.store.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the events of a queue must make sense as, whatever happened: checked event by event. */
final class QueueStory {
  private final Map<RunId, QueueState> states = new HashMap<>();
  private final Map<RunId, Integer> attempts = new HashMap<>();

  private QueueStory() {}

  /** The state of every run after {@code events}; fails when one of them cannot have happened. */
  static Map<RunId, QueueState> of(List<Event> events) {
    QueueStory story = new QueueStory();
    for (Event event : events) {
      if (event instanceof QueueEvent ours) {
        story.add(ours);
      }
    }
    return story.states;
  }

  private void add(QueueEvent event) {
    RunId run = event.run();
    switch (event) {
      case QueueEvent.Queued queued -> {
        assertThat(states).doesNotContainKey(run);
        attempts.put(run, 1);
        states.put(run, queued.held() ? QueueState.HELD : waiting(queued.waits().isPresent()));
      }
      case QueueEvent.Ready ready -> go(run, QueueState.READY, QueueState.WAITING);
      case QueueEvent.Claimed claimed -> {
        assertThat(claimed.attempt()).isEqualTo(attempts.get(run));
        go(run, QueueState.RUNNING, QueueState.READY);
      }
      case QueueEvent.Lost lost -> {
        assertThat(lost.attempt()).isEqualTo(attempts.get(run));
        assertThat(states.get(run)).isEqualTo(QueueState.RUNNING);
      }
      case QueueEvent.Requeued requeued -> {
        boolean released = states.get(run) == QueueState.HELD;
        assertThat(requeued.attempt())
            .isEqualTo(attempts.getOrDefault(run, 0) + (released ? 0 : 1));
        attempts.put(run, requeued.attempt());
        go(
            run,
            waiting(requeued.waits().isPresent()),
            QueueState.RUNNING,
            QueueState.HELD,
            QueueState.ENDED);
      }
      case QueueEvent.StopAsked asked -> assertThat(states.get(run)).isEqualTo(QueueState.RUNNING);
      case QueueEvent.Ended ended -> {
        assertThat(ended.attempt()).isEqualTo(attempts.get(run));
        go(
            run,
            QueueState.ENDED,
            QueueState.RUNNING,
            QueueState.READY,
            QueueState.WAITING,
            QueueState.HELD);
      }
    }
  }

  private void go(RunId run, QueueState to, QueueState... from) {
    assertThat(states.get(run)).as("before %s of %s", to, run).isIn((Object[]) from);
    states.put(run, to);
  }

  private static QueueState waiting(boolean waits) {
    return waits ? QueueState.WAITING : QueueState.READY;
  }
}
