package dev.slipway.server.work;

import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Reaper;
import dev.slipway.machine.UserFolders;
import dev.slipway.runner.RunHost;
import dev.slipway.runner.RunId;
import dev.slipway.server.queue.Claim;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.QueueEvent;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The runner inside the server: takes runs from the queue and executes them as processes of this
 * machine. Safe for use by many threads.
 *
 * <p>What a server that died was running is lost with it: when this starts, what is left of its
 * processes is killed first, and then its runs go back into the queue.
 */
public final class RunWork {
  /** Its name in the queue and the journal. */
  public static final String RUNNER = "embedded";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** How long broken-off runs may take to remove what they have made. */
  private static final Duration CLEANING = Duration.ofSeconds(10);

  /** After a fault of the disk or the database, tried again. */
  private static final Duration BREATH = Duration.ofSeconds(1);

  private final Queue queue;
  private final Database database;
  private final DatabaseJournal journal;
  private final RunPreparation preparation;
  private final RunHost host;
  private final Semaphore places;
  private final int mostRuns;
  private final Map<RunId, ClaimedRun> running = new ConcurrentHashMap<>();
  private final Thread taking = Thread.ofVirtual().name("runner").unstarted(this::takeRuns);
  private volatile boolean stopping;

  private RunWork(
      Queue queue,
      Database database,
      DatabaseJournal journal,
      RunPreparation preparation,
      Capacity capacity) {
    this.queue = queue;
    this.database = database;
    this.journal = journal;
    this.preparation = preparation;
    this.host = new RunHost(journal, capacity.jobs());
    this.mostRuns = capacity.runs();
    this.places = new Semaphore(mostRuns);
  }

  /**
   * How much is done at the same time.
   *
   * @param runs including those that wait for an approval
   * @param jobs of all runs together
   */
  public record Capacity(int runs, int jobs) {
    /** What suits this machine. */
    public static Capacity ofMachine() {
      return new Capacity(32, Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
    }
  }

  /**
   * Takes up what an earlier server has left, and takes runs from now on.
   *
   * @param journal must know the events of the runner and of the queue
   */
  public static RunWork start(
      Queue queue,
      Database database,
      DatabaseJournal journal,
      RunPreparation preparation,
      Capacity capacity) {
    Reaper.reap(UserFolders.state(System.getenv()));
    preparation.removeCheckouts();
    queue.loseAll(RUNNER, "the server stopped");
    RunWork work = new RunWork(queue, database, journal, preparation, capacity);
    work.taking.start();
    return work;
  }

  // Somebody who cancels a run should not wait for the next sign of life.
  private void hear(Entry entry) {
    if (entry.event() instanceof QueueEvent.StopAsked stop) {
      Optional.ofNullable(running.get(stop.run()))
          .ifPresent(run -> Thread.startVirtualThread(() -> run.cancel(stop.reason())));
    }
  }

  private void takeRuns() {
    try (Journal.Subscription heard = journal.subscribe(this::hear)) {
      while (!stopping) {
        takeRun();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeRun() throws InterruptedException {
    if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    Optional<Claim> claim = Optional.empty();
    try {
      queue.loseSilent();
      claim = queue.claim(RUNNER, Set.of(), LONGEST_WAIT);
    } catch (SlipwayException e) {
      WorkLog.warn("the queue cannot be read", e);
      Thread.sleep(BREATH);
    }
    if (claim.isPresent()) {
      begin(claim.get());
    } else {
      places.release();
    }
  }

  private void begin(Claim claim) {
    ClaimJournal told = new ClaimJournal(database, journal, queue, claim);
    ClaimedRun run = new ClaimedRun(claim, queue, told, host.telling(told), preparation);
    running.put(claim.item().id(), run);
    Thread.ofVirtual()
        .name("run " + claim.item().id())
        .start(
            () -> {
              try {
                run.execute();
              } finally {
                running.remove(claim.item().id(), run);
                places.release();
              }
            });
  }

  /** How many runs are being executed. */
  public int running() {
    return running.size();
  }

  /**
   * Takes no more runs, waits for those that are being executed, and puts back into the queue what
   * has not ended in time.
   *
   * @param grace how long runs may go on
   */
  public void stop(Duration grace) {
    stopping = true;
    try {
      taking.join();
      if (!places.tryAcquire(mostRuns, grace.toMillis(), TimeUnit.MILLISECONDS)) {
        running.values().forEach(ClaimedRun::breakOff);
        places.tryAcquire(mostRuns, CLEANING.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.values().forEach(ClaimedRun::breakOff);
    }
  }
}
