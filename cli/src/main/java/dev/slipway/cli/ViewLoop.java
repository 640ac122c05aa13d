package dev.slipway.cli;

import dev.slipway.store.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows entries on a thread of its own, so that a slow terminal never holds a step. Entries may be
 * offered by any thread; the view sees them in that order.
 */
final class ViewLoop implements AutoCloseable {
  /** A quicker picture is only a busier one. */
  private static final Duration PERIOD = Duration.ofMillis(70);

  /**
   * A reader that has stopped reading, such as a pager, holds the end up for as long as it likes.
   */
  private static final Duration PATIENT = Duration.ofDays(1);

  private final List<RunView> views;
  private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final AtomicReference<Optional<Throwable>> failure =
      new AtomicReference<>(Optional.empty());

  /** What the loop's thread is told. */
  private sealed interface Message {
    record Shown(Entry entry) implements Message {}

    record End() implements Message {}
  }

  /** A loop that shows each entry to each of the views, in this order. */
  ViewLoop(RunView... views) {
    this.views = List.of(views);
    this.thread = Thread.ofVirtual().name("view").start(this::run);
  }

  /** Shows an entry soon. */
  void offer(Entry entry) {
    queue.add(new Message.Shown(entry));
  }

  /** Shows what is left, then closes the views; answers when both are done. */
  @Override
  public void close() {
    close(PATIENT);
  }

  /** The same, but answers after {@code limit} at the latest. */
  void close(Duration limit) {
    queue.add(new Message.End());
    try {
      thread.join(limit);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    failure.getAndSet(Optional.empty()).ifPresent(ViewLoop::raise);
  }

  private static void raise(Throwable thrown) {
    if (thrown instanceof Error broken) {
      throw broken;
    }
    if (thrown instanceof RuntimeException broken) {
      throw broken;
    }
  }

  private void run() {
    try {
      boolean open = true;
      // Not at once: nothing is going on yet, and the run's own start has more use for the time.
      long due = System.nanoTime() + PERIOD.toNanos();
      while (open) {
        long left = due - System.nanoTime();
        Message message = queue.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
        if (message == null) {
          views.forEach(RunView::tick);
          due = System.nanoTime() + PERIOD.toNanos();
        } else {
          open = handle(message);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error thrown) {
      failure.set(Optional.of(thrown));
    } finally {
      views.forEach(RunView::close);
    }
  }

  private boolean handle(Message message) {
    return switch (message) {
      case Message.Shown(Entry entry) -> {
        views.forEach(view -> view.show(entry));
        yield true;
      }
      case Message.End end -> false;
    };
  }
}
