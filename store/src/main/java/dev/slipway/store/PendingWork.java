package dev.slipway.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A work on its way through a database, and who waits for it. */
final class PendingWork<T> {
  private final Work<T> work;
  private final boolean durably;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private @Nullable Transaction transaction;
  private @Nullable T result;
  private @Nullable Throwable failure;

  PendingWork(Work<T> work, boolean durably) {
    this.work = work;
    this.durably = durably;
  }

  boolean durably() {
    return durably;
  }

  /** Does the work; false when it failed and its changes must go. */
  boolean run(SqlConnection connection) {
    Transaction mine = new Transaction(connection);
    transaction = mine;
    try {
      result = work.run(mine);
      return true;
    } catch (RuntimeException | Error e) {
      failure = e;
      return false;
    } finally {
      mine.end();
    }
  }

  /** Tells those who asked the transaction to be told of its commit. */
  void publish() {
    if (failure == null && transaction != null) {
      transaction.committed();
    }
  }

  /** Lets the caller go on. */
  void complete() {
    if (failure != null) {
      outcome.completeExceptionally(failure);
    } else {
      outcome.complete(result);
    }
  }

  /** Tells the caller that the whole group failed, unless its work had done so already. */
  void fail(Throwable reason) {
    outcome.completeExceptionally(failure == null ? reason : failure);
  }

  /** Waits for the outcome, also in an interrupted thread: the work is done in any case. */
  T await() {
    try {
      T got = outcome.join();
      if (transaction != null) {
        transaction.runAfterwards();
      }
      return got;
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }
}
