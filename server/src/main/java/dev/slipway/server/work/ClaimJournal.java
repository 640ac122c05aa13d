package dev.slipway.server.work;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunEvent;
import dev.slipway.server.queue.Claim;
import dev.slipway.server.queue.Queue;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import dev.slipway.store.Transaction;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal as the runner of one claim tells it: an entry is taken down only while the claim
 * holds, and the last one ends the claim with it. So a run never ends twice, and whoever has lost
 * it cannot speak of it. Safe for use by many threads; closing it closes nothing.
 */
final class ClaimJournal implements Journal {
  private final Database database;
  private final DatabaseJournal journal;
  private final Queue queue;
  private final Claim claim;
  private volatile boolean silent;

  ClaimJournal(Database database, DatabaseJournal journal, Queue queue, Claim claim) {
    this.database = database;
    this.journal = journal;
    this.queue = queue;
    this.claim = claim;
  }

  /** Takes nothing down from now on. */
  void silence() {
    silent = true;
  }

  boolean isSilent() {
    return silent;
  }

  @Override
  public Entry append(Draft draft) {
    if (draft.event() instanceof RunEvent.RunFinished) {
      return appendDurably(draft);
    }
    return database.writeLightly(transaction -> append(transaction, draft));
  }

  @Override
  public Entry appendDurably(Draft draft) {
    return database.write(transaction -> append(transaction, draft));
  }

  private Entry append(Transaction transaction, Draft draft) {
    if (silent || !queue.holds(transaction, claim)) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "the claim on run " + claim.item().id() + " does not hold any more");
    }
    Entry entry = journal.append(transaction, draft);
    if (draft.event() instanceof RunEvent.RunFinished finished
        && finished.run().equals(claim.item().id())) {
      queue.finish(transaction, claim, finished.conclusion(), Optional.empty());
    }
    return entry;
  }

  @Override
  public long last() {
    return journal.last();
  }

  @Override
  public Entries from(long seq) {
    return journal.from(seq);
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    return journal.subscribe(listener);
  }

  @Override
  public void close() {}
}
