package dev.slipway.deliver;

import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The journal together with what it means: whoever decides on the history and writes what follows
 * from it does both under one lock. Safe for use by many threads.
 */
final class Ledger {
  private final Journal journal;
  private final History history = new History();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long version;

  private Ledger(Journal journal) {
    this.journal = journal;
  }

  /** The ledger of a journal, all of whose entries are taken in. */
  static Ledger open(Journal journal) {
    Ledger ledger = new Ledger(journal);
    try (Journal.Entries entries = journal.from(1)) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        ledger.history.add(next.get());
      }
    }
    return ledger;
  }

  /** Writes an event; it is on the disk when this returns. */
  void write(String actor, DeliveryEvent event) {
    lock.lock();
    try {
      history.add(journal.appendDurably(Draft.of(actor, subject(event), event)));
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks the history, or decides on it; the question may write. */
  <T> T ask(Function<History, T> question) {
    lock.lock();
    try {
      return question.apply(history);
    } finally {
      lock.unlock();
    }
  }

  /** How often the history has changed. */
  long version() {
    lock.lock();
    try {
      return version;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes everyone who waits, without a change. */
  void wake() {
    lock.lock();
    try {
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the history is no longer the one of {@code seen}, or the time is up. */
  void await(long seen, Duration longest) {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (version == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private static String subject(DeliveryEvent event) {
    return switch (event) {
      case DeliveryEvent.OfDeployment one -> "deployment/" + one.deployment();
      case DeliveryEvent.Locked locked -> "environment/" + locked.environment();
      case DeliveryEvent.Unlocked unlocked -> "environment/" + unlocked.environment();
      case DeliveryEvent.Maintenance maintenance -> "environment/" + maintenance.environment();
    };
  }
}
