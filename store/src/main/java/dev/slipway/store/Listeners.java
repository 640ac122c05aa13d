package dev.slipway.store;

import dev.slipway.store.Journal.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who are told of each entry, in order and by one thread at a time; safe for use by many
 * threads.
 *
 * <p>Entries are offered under the appender's lock, so the queue is in order. Whoever has offered
 * one delivers what is queued unless somebody is at it already; that one looks again after letting
 * go, so nothing stays behind. A listener that appends finds its own thread at it and returns.
 */
final class Listeners {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock delivering = new ReentrantLock();

  Subscription add(Consumer<Entry> consumer) {
    Listener listener = new Listener(consumer);
    listeners.add(listener);
    return listener;
  }

  /** Queues {@code entry}; called in order. */
  void offer(Entry entry) {
    if (!listeners.isEmpty()) {
      queue.add(entry);
    }
  }

  /** Delivers what is queued, unless another thread (or a caller of this one) does. */
  void deliver() {
    while (!queue.isEmpty() && !delivering.isHeldByCurrentThread() && delivering.tryLock()) {
      try {
        deliverAll();
      } finally {
        delivering.unlock();
      }
    }
  }

  /** Returns when all that is queued has been delivered. */
  void drain() {
    if (delivering.isHeldByCurrentThread()) {
      return;
    }
    delivering.lock();
    try {
      deliverAll();
    } finally {
      delivering.unlock();
    }
  }

  private void deliverAll() {
    for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
      for (Listener listener : listeners) {
        listener.tell(entry);
      }
    }
  }

  private final class Listener implements Subscription {
    private final Consumer<Entry> consumer;
    private volatile @Nullable RuntimeException failure;

    Listener(Consumer<Entry> consumer) {
      this.consumer = consumer;
    }

    void tell(Entry entry) {
      try {
        consumer.accept(entry);
      } catch (RuntimeException e) {
        failure = e;
        close();
      }
    }

    @Override
    public Optional<RuntimeException> failure() {
      return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }
}
