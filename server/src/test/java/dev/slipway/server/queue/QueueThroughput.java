package dev.slipway.server.queue;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunId;
import dev.slipway.store.Draft;
import dev.slipway.workflow.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prints how fast pages of a list of 100,000 runs are, and how fast runs are added, claimed and
 * ended one by one; a program to be run by hand, not a test.
 */
final class QueueThroughput {
  private static final int RUNS = 100_000;
  private static final int READY = 10_000;
  private static final int ROUNDS = 20;
  private static final Duration LONG = Duration.ofMinutes(10);

  private QueueThroughput() {}

  /** Measures everything in a temporary folder below the working directory. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "throughput");
    try (QueueFixture fixture = new QueueFixture(folder)) {
      fill(fixture);
      try (RunsView view = RunsView.open(fixture.database, fixture.journal)) {
        measure("fill the view of " + RUNS + " runs", 1, () -> view.awaitCaughtUp(LONG));
        pages(view);
      }
      oneByOne(fixture);
      journal(fixture);
    } finally {
      delete(folder);
    }
  }

  private static void fill(QueueFixture fixture) {
    long start = System.nanoTime();
    for (int i = 0; i < RUNS / 500; i++) {
      int batch = i;
      fixture.database.writeLightly(
          transaction -> {
            QueueChange change = new QueueChange(transaction, fixture.journal);
            for (int j = 0; j < 500; j++) {
              RunId run = new RunId("run-" + batch + "-" + j);
              change.add(run, order(j), OptionalLong.empty());
              Conclusion conclusion = j % 7 == 0 ? Conclusion.FAILURE : Conclusion.SUCCESS;
              change.end(change.table().get(run), conclusion, Optional.empty(), "ada");
            }
            return true;
          });
    }
    print("add and end " + RUNS + " runs in large transactions", start, 1);
  }

  private static RunOrder order(int number) {
    return new RunOrder(
        "acme/r" + number % 40,
        new RunOrder.WorkflowFile(".github/workflows/w" + number % 3 + ".yml", "W" + number % 3),
        new RunOrder.Source(
            "push",
            "{\"commits\":[" + "\"0123456789\",".repeat(300) + "0]}",
            "refs/heads/" + (number % 5 == 0 ? "main" : "feature-" + number),
            "%040x".formatted(number),
            "Change number " + number,
            "ada",
            Map.of()),
        RunOrder.Placement.USUAL);
  }

  private static void pages(RunsView view) {
    RunsQuery rare =
        new RunsQuery(
            "",
            "acme/r7",
            "W1",
            "main",
            "",
            "",
            Optional.empty(),
            Optional.of(Conclusion.FAILURE),
            Optional.empty());
    Set<String> few = Set.of("acme/r1", "acme/r2", "acme/r3");
    measure("newest 50", ROUNDS, () -> view.newest(RunsQuery.ALL, 50));
    measure("50 from the middle", ROUNDS, () -> view.older(RunsQuery.ALL, RUNS, 50));
    measure("the last 50", ROUNDS, () -> view.newer(RunsQuery.ALL, 0, 50));
    measure("of one repository", ROUNDS, () -> view.newest(RunsQuery.ALL.of("acme/r7"), 50));
    measure("of three visible ones", ROUNDS, () -> view.newest(RunsQuery.ALL.within(few), 50));
    measure("by four filters", ROUNDS, () -> view.newest(rare, 50));
    measure("running, of which there are none", ROUNDS, () -> running(view));
    measure("text that is found", ROUNDS, () -> view.newest(RunsQuery.ALL.matching("ER 49"), 50));
    measure("text that is not", ROUNDS, () -> view.newest(RunsQuery.ALL.matching("nowhere"), 50));
    measure("count all", ROUNDS, () -> view.count(RunsQuery.ALL));
    measure("count of text", ROUNDS, () -> view.count(RunsQuery.ALL.matching("nowhere")));
    measure(
        "newest of each workflow",
        ROUNDS,
        () -> view.newestOfEachWorkflow("refs/heads/main", Optional.empty()));
  }

  private static RunsPage running(RunsView view) {
    return view.newest(RunsQuery.ALL.in(QueueState.RUNNING), 50);
  }

  private static void oneByOne(QueueFixture fixture) {
    long start = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      fixture.queue.add(order(i));
    }
    print("add a run, each on the disk", start, 1000);
    fixture.database.writeLightly(
        transaction -> {
          QueueChange change = new QueueChange(transaction, fixture.journal);
          for (int i = 0; i < READY; i++) {
            change.add(new RunId("ready-" + i), order(i), OptionalLong.empty());
          }
          return true;
        });
    List<Claim> claims = new ArrayList<>();
    start = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      fixture.queue.claim("one", Set.of(), Duration.ZERO).ifPresent(claims::add);
    }
    print("claim one of " + READY + " ready runs, each on the disk", start, 200);
    start = System.nanoTime();
    claims.forEach(fixture.queue::beat);
    print("beat", start, claims.size());
    start = System.nanoTime();
    claims.forEach(claim -> fixture.queue.finish(claim, Conclusion.SUCCESS, Optional.empty()));
    print("finish, each on the disk", start, claims.size());
  }

  private static void journal(QueueFixture fixture) {
    RunEvent event = new RunEvent.JobQueued(new JobKey("build"), "Build", List.of());
    Draft draft = Draft.of("ada", "run/x/job/build", event);
    long start = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      fixture.journal.append(draft);
    }
    print("append an entry", start, 20_000);
    start = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      fixture.journal.appendDurably(draft);
    }
    print("append an entry durably", start, 500);
  }

  private static void measure(String what, int times, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    print(what, start, times);
  }

  private static void print(String what, long start, int times) {
    double millis = (System.nanoTime() - start) / 1e6 / times;
    System.out.println(String.format(Locale.ROOT, "%-50s %10.3f ms", what, millis));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
