package dev.slipway.cli;

import dev.slipway.store.Entry;
import java.time.Duration;
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

  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final RunView view;
  private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final AtomicReference<Optional<Throwable>> failure =
      new AtomicReference<>(Optional.empty());

  /** What the loop's thread is told. */
  private sealed interface Message {
    record Shown(Entry entry) implements Message {}

    record End() implements Message {}
  }

  ViewLoop(RunView view) {
    this.view = view;
    this.thread = Thread.ofVirtual().name("view").start(this::run);
  }

  /** Shows an entry soon. */
  void offer(Entry entry) {
    queue.add(new Message.Shown(entry));
  }

  /** Shows what is left, then closes the view; answers when both are done. */
  @Override
  public void close() {
    queue.add(new Message.End());
    try {
      thread.join(LAST_WORDS);
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
    try (view) {
      boolean open = true;
      long due = System.nanoTime();
      while (open) {
        long left = due - System.nanoTime();
        Message message = queue.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
        if (message == null) {
          view.tick();
          due = System.nanoTime() + PERIOD.toNanos();
        } else {
          open = handle(message);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error thrown) {
      failure.set(Optional.of(thrown));
    }
  }

  private boolean handle(Message message) {
    return switch (message) {
      case Message.Shown(Entry entry) -> {
        view.show(entry);
        yield true;
      }
      case Message.End end -> false;
    };
  }
}
