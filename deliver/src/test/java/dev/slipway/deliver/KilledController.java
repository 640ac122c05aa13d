package dev.slipway.deliver;

import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A controller in a process of its own that deploys one release and stands still at an entry of its
 * journal, until it is killed. It says {@code here} then, or {@code settled} when the deployment
 * ends before.
 */
final class KilledController {
  private KilledController() {}

  /**
   * Begins.
   *
   * @param arguments the folder of the application, the release, how many entries come before the
   *     one it stands still at, and whether that one is written
   */
  public static void main(String[] arguments) throws InterruptedException {
    Path root = Path.of(arguments[0]);
    Journal journal =
        new StandingJournal(
            SmallApplication.journal(root),
            Integer.parseInt(arguments[2]),
            Boolean.parseBoolean(arguments[3]));
    Controller controller = SmallApplication.controller(root, journal, () -> {});
    DeploymentId id =
        controller.deploy(new Wish(SmallApplication.ENVIRONMENT, arguments[1], "ada", false)).id();
    while (controller.find(id).end().isEmpty()) {
      Thread.sleep(Duration.ofMillis(5));
    }
    System.out.println("settled");
    new CountDownLatch(1).await();
  }

  /** A journal that stands still at an entry, and everybody who works with it. */
  private static final class StandingJournal implements Journal {
    private final Journal journal;
    private final boolean writesLast;
    private int left;

    StandingJournal(Journal journal, int before, boolean writesLast) {
      this.journal = journal;
      this.left = before;
      this.writesLast = writesLast;
    }

    @Override
    public Entry append(Draft draft) {
      return appendDurably(draft);
    }

    @Override
    public synchronized Entry appendDurably(Draft draft) {
      if (left == 0 && !writesLast) {
        stand();
      }
      Entry entry = journal.appendDurably(draft);
      if (left == 0) {
        stand();
      }
      left--;
      return entry;
    }

    private static void stand() {
      System.out.println("here");
      while (true) {
        try {
          Thread.sleep(Duration.ofHours(1));
        } catch (InterruptedException e) {
          // Only a kill ends it.
        }
      }
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
    public void close() {
      journal.close();
    }
  }
}
