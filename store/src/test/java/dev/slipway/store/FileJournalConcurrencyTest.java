package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Journal.Entries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileJournalConcurrencyTest {
  private static final int WRITERS = 6;
  private static final int EACH = 300;
  private static final List<Long> ALL =
      LongStream.rangeClosed(1, (long) WRITERS * EACH).boxed().toList();

  @TempDir private Path folder;

  @Test
  void givesEveryReaderEveryEntryInOrderWhileManyAppend()
      throws InterruptedException, ExecutionException {
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    try (FileJournal journal = open();
        ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      journal.subscribe(entry -> told.add(entry.seq()));
      List<Future<List<Long>>> readers = new ArrayList<>();
      readers.add(tasks.submit(() -> numbers(journal.from(1))));
      readers.add(tasks.submit(() -> numbers(journal.from(1))));
      readers.add(tasks.submit(() -> numbers(FileJournal.read(path(), SampleEvent.CODECS, 1))));
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        boolean durably = writer % 3 == 0;
        writers.add(tasks.submit(() -> append(journal, durably)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      for (Future<List<Long>> reader : readers) {
        assertThat(reader.get()).isEqualTo(ALL);
      }
    }
    assertThat(told).isEqualTo(ALL);
  }

  @Test
  @Timeout(60)
  void endsTheWaitOfItsReadersWhenItCloses() throws InterruptedException {
    try (FileJournal journal = open();
        Entries entries = journal.from(1)) {
      Thread closer = Thread.startVirtualThread(journal::close);

      assertThat(entries.await(Duration.ofMinutes(10))).isEmpty();
      closer.join();
    }
  }

  private static void append(FileJournal journal, boolean durably) {
    for (int i = 0; i < EACH; i++) {
      Draft draft = Draft.of("tester", "run-1", new SampleEvent.Finished(i));
      if (durably && i % 10 == 0) {
        journal.appendDurably(draft);
      } else {
        journal.append(draft);
      }
    }
  }

  private static List<Long> numbers(Entries entries) {
    List<Long> numbers = new ArrayList<>();
    try (entries) {
      while (numbers.size() < ALL.size()) {
        numbers.add(entries.await(Duration.ofSeconds(30)).orElseThrow().seq());
      }
    }
    return numbers;
  }

  private FileJournal open() {
    return FileJournal.open(path(), SampleEvent.CODECS, InstantSource.system());
  }

  private Path path() {
    return folder.resolve("journal.ndjson");
  }
}
