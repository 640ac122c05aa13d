package dev.slipway.server.queue;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Entry;
import dev.slipway.store.Migrations;
import dev.slipway.store.Transaction;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The runs that are to be done, in a table of the database; safe for use by any number of threads.
 *
 * <p>A run that was added is done: when the runner that claimed it falls silent, or the server
 * dies, the run goes to the next one as another attempt. At no time have two runners a claim on it
 * that holds; a runner that is told {@link Beat.Lost} must stop.
 */
public final class Queue {
  /** How its tables come to be. */
  public static final Migrations TABLES =
      Migrations.of("queue", Queue.class, "001_queue.sql", "002_runs.sql", "003_search.sql");

  private final Database database;
  private final DatabaseJournal journal;
  private final InstantSource clock;
  private final QueueRules rules;
  private final Bell bell = new Bell();

  /** The queue in {@code database}, whose changes are told to {@code journal}. */
  public Queue(Database database, DatabaseJournal journal, InstantSource clock, QueueRules rules) {
    this.database = database;
    this.journal = journal;
    this.clock = clock;
    this.rules = rules;
  }

  /** By which rules it goes. */
  public QueueRules rules() {
    return rules;
  }

  /** Adds a run that no entry caused. */
  public RunId add(RunOrder order) {
    return database.write(transaction -> add(transaction, order, OptionalLong.empty()));
  }

  /**
   * Adds a run in a transaction of the caller's, such as the one that records a push; nothing of it
   * is there if that fails.
   *
   * @param cause the entry it follows from
   */
  public RunId add(Transaction transaction, RunOrder order, OptionalLong cause) {
    QueueChange change = change(transaction);
    RunId run = newId();
    while (change.table().has(run)) {
      run = newId();
    }
    change.add(run, order, cause);
    return run;
  }

  /**
   * Takes the run whose turn it is, and waits for one if there is none.
   *
   * @param runner the name of who takes it
   * @param labels what the runner has
   * @param wait the longest time to wait; zero is allowed
   */
  public Optional<Claim> claim(String runner, Set<String> labels, Duration wait) {
    Set<String> mine =
        labels.stream()
            .map(label -> label.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      long heard = bell.rings();
      Optional<Claim> claim = claim(runner, mine);
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (claim.isPresent() || left.isNegative() || !bell.await(heard, left)) {
        return claim;
      }
    }
  }

  // Looked for first without writing: an idle runner must not make the disk work.
  private Optional<Claim> claim(String runner, Set<String> labels) {
    if (database.<Boolean>read(each -> new QueueTable(each).ready(labels).isEmpty())) {
      return Optional.empty();
    }
    return database.write(
        transaction -> {
          QueueChange change = change(transaction);
          return change.table().next(labels).map(item -> claim(change, item, runner));
        });
  }

  private Claim claim(QueueChange change, QueueItem item, String runner) {
    change.table().claim(item.id(), runner, clock.instant().plus(rules.lease()));
    Entry entry = change.tell(runner, new QueueEvent.Claimed(item.id(), item.attempt(), runner));
    change.table().turn(item.order().repository(), entry.seq());
    return new Claim(change.table().get(item.id()), runner);
  }

  /** A runner is alive, and hears what to do; to be called every {@link QueueRules#beat}. */
  public Beat beat(Claim claim) {
    Instant until = clock.instant().plus(rules.lease());
    return database.writeLightly(
        transaction -> {
          QueueTable table = new QueueTable(transaction);
          if (!table.renew(claim, until)) {
            return new Beat.Lost();
          }
          return table
              .stopReason(claim.item().id())
              .<Beat>map(Beat.Stop::new)
              .orElseGet(Beat.GoOn::new);
        });
  }

  /**
   * The run is over.
   *
   * @param reason when there is more to say than the conclusion
   * @return false if the claim was lost before: then the run is not over, and somebody else has it
   */
  public boolean finish(Claim claim, Conclusion conclusion, Optional<String> reason) {
    return ifHeld(claim, change -> change.end(claim.item(), conclusion, reason, claim.runner()));
  }

  /**
   * As {@link #finish(Claim, Conclusion, Optional)}, in a transaction of the caller's, such as the
   * one that takes down the last entry about the run.
   */
  public boolean finish(
      Transaction transaction, Claim claim, Conclusion conclusion, Optional<String> reason) {
    QueueChange change = change(transaction);
    if (!change.table().holds(claim)) {
      return false;
    }
    change.end(claim.item(), conclusion, reason, claim.runner());
    return true;
  }

  /** Whether a claim holds, and goes on to until the transaction of the caller's is over. */
  public boolean holds(Transaction transaction, Claim claim) {
    return new QueueTable(transaction).holds(claim);
  }

  /**
   * Gives a run back that was not done, for example because the server stops; it counts as an
   * attempt, but not as a loss.
   *
   * @return false if the claim was lost before
   */
  public boolean giveBack(Claim claim) {
    return ifHeld(
        claim,
        change -> {
          Optional<String> stop = change.table().stopReason(claim.item().id());
          if (stop.isPresent()) {
            change.end(claim.item(), Conclusion.CANCELLED, stop, claim.runner());
          } else {
            change.requeue(claim.item());
          }
        });
  }

  private boolean ifHeld(Claim claim, Consumer<QueueChange> action) {
    return database.write(
        transaction -> {
          QueueChange change = change(transaction);
          if (!change.table().holds(claim)) {
            return false;
          }
          action.accept(change);
          return true;
        });
  }

  /** Takes the runs away from runners that have fallen silent; answers with them. */
  public List<RunId> loseSilent() {
    Instant now = clock.instant();
    String reason = "its runner has given no sign of life for " + rules.lease().toSeconds() + " s";
    return lose(table -> table.expired(now), reason);
  }

  /**
   * Takes all runs away from a runner that is known to be gone, such as the one inside a server
   * that has just started; answers with them.
   */
  public List<RunId> loseAll(String runner, String reason) {
    return lose(table -> table.runningOn(runner), reason);
  }

  private List<RunId> lose(Function<QueueTable, List<QueueItem>> which, String reason) {
    if (database.<Boolean>read(each -> which.apply(new QueueTable(each)).isEmpty())) {
      return List.of();
    }
    return database.write(
        transaction -> {
          QueueChange change = change(transaction);
          List<QueueItem> lost = which.apply(change.table());
          lost.forEach(item -> change.lose(item, reason, rules));
          return lost.stream().map(QueueItem::id).toList();
        });
  }

  /**
   * Stops a run: one that nobody has is over at once, else its runner hears of it. Nothing happens
   * to one that is over.
   *
   * @throws SlipwayException NOT_FOUND when there is no such run
   */
  public void stop(RunId run, String actor, String reason) {
    withItem(run, (change, item) -> change.stop(item, actor, reason));
  }

  /**
   * Runs a run that is over once more, as its next attempt.
   *
   * @throws SlipwayException NOT_FOUND when there is no such run, INVALID_INPUT when it is not over
   */
  public void again(RunId run, String actor) {
    withItem(
        run,
        (change, item) -> {
          if (!item.state().isDone()) {
            throw new SlipwayException(
                ErrorCode.INVALID_INPUT, "the run " + run + " is not over yet; cancel it first");
          }
          change.arrive(item, actor);
        });
  }

  /**
   * Lets a held run go.
   *
   * @throws SlipwayException NOT_FOUND when there is no such run, INVALID_INPUT when it is not held
   */
  public void release(RunId run, String actor) {
    withItem(
        run,
        (change, item) -> {
          if (item.state() != QueueState.HELD) {
            throw new SlipwayException(
                ErrorCode.INVALID_INPUT, "the run " + run + " is not held by anybody");
          }
          change.arrive(item, actor);
        });
  }

  private void withItem(RunId run, Action action) {
    database.<Boolean>write(
        transaction -> {
          QueueChange change = change(transaction);
          action.on(change, change.table().get(run));
          return true;
        });
  }

  /** The run with that id, if it was ever asked for. */
  public Optional<QueueItem> find(RunId run) {
    return database.read(transaction -> new QueueTable(transaction).find(run));
  }

  /** How much there is to do. */
  public QueueDepth depth() {
    return database.read(transaction -> new QueueTable(transaction).depth());
  }

  private QueueChange change(Transaction transaction) {
    transaction.onCommit(bell::ring);
    return new QueueChange(transaction, journal);
  }

  private RunId newId() {
    return RunId.at(clock.instant(), ThreadLocalRandom.current().nextLong());
  }

  /** What is done with a run of the queue. */
  @FunctionalInterface
  private interface Action {
    void on(QueueChange change, QueueItem item);
  }
}
