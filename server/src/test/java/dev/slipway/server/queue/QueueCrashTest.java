package dev.slipway.server.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.RunEventCodec;
import dev.slipway.runner.RunId;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.EventCodecs;
import dev.slipway.workflow.Conclusion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose process is killed again and again while runs arrive and are run. */
class QueueCrashTest {
  private static final int KILLS = 4;
  private static final int LINES_BEFORE_A_KILL = 60;

  @TempDir private Path folder;

  @Test
  void losesNoRunAndEndsEachOneOnce() throws IOException, InterruptedException {
    Set<RunId> accepted = new HashSet<>();
    for (int i = 0; i < KILLS; i++) {
      accepted.addAll(serveAndKill());
    }

    try (QueueFixture fixture = new QueueFixture(folder)) {
      fixture.queue.loseAll("embedded", "the server was killed");
      for (Optional<Claim> next = fixture.claim("last");
          next.isPresent();
          next = fixture.claim("last")) {
        fixture.queue.finish(next.get(), Conclusion.SUCCESS, Optional.empty());
      }

      Map<RunId, QueueState> states = QueueStory.of(fixture.events());
      assertThat(states.keySet()).containsAll(accepted);
      assertThat(states).allSatisfy((run, state) -> assertThat(state.isDone()).isTrue());
    }
  }

  private Set<RunId> serveAndKill() throws IOException, InterruptedException {
    Set<RunId> accepted = new HashSet<>();
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Serving.class.getName(),
                folder.resolve("slipway.db").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = server.inputReader(UTF_8)) {
      for (int i = 0; i < LINES_BEFORE_A_KILL; i++) {
        accepted.add(new RunId(lines.readLine()));
      }
    } finally {
      server.toHandle().destroyForcibly();
      server.waitFor();
    }
    return accepted;
  }

  /** Adds runs for ever, printing each once it is added, while two threads run them. */
  static final class Serving {
    private Serving() {}

    public static void main(String[] arguments) {
      InstantSource clock = InstantSource.system();
      Database database = QueueFixture.open(Path.of(arguments[0]), clock);
      DatabaseJournal journal =
          DatabaseJournal.open(
              database, EventCodecs.of(new RunEventCodec(), new QueueEventCodec()), clock);
      Queue queue = new Queue(database, journal, clock, QueueFixture.RULES);
      queue.loseAll("embedded", "the server was killed");
      Thread.startVirtualThread(() -> work(queue));
      Thread.startVirtualThread(() -> work(queue));
      for (int i = 0; i >= 0; i++) {
        System.out.println(queue.add(QueueFixture.order("acme/r" + i % 3)));
      }
    }

    private static void work(Queue queue) {
      for (int i = 0; i >= 0; i++) {
        queue
            .claim("embedded", Set.of(), Duration.ofSeconds(1))
            .ifPresent(claim -> queue.finish(claim, Conclusion.SUCCESS, Optional.empty()));
      }
    }
  }
}
