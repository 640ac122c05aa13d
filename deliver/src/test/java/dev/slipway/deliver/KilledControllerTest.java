package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A controller killed just before or just after an entry of a deployment's journal, with real
 * processes around it: the one that takes over ends on one whole release. {@code
 * -Dkill.entries=all} kills at each of them, {@code -Dkill.seed=N} chooses others.
 */
class KilledControllerTest {
  private static final boolean ALL = System.getProperty("kill.entries", "").equals("all");
  private static final long SEED = Long.getLong("kill.seed", 11L);
  private static final int SAMPLE = 5;

  /** About as many as a deployment has: a later one is killed when it has settled. */
  private static final int ENTRIES = 30;

  private static final String CANARY =
      "canary\n      minimum-requests: 1\n      inconclusive: promote\n"
          + "      steps: [{weight: 20, for: 100ms}]";

  private static final int KILLED = 137;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private SmallApplication application;
  private List<String> releases = List.of();
  private int kills;

  @BeforeEach
  void open() {
    application = new SmallApplication(folder);
  }

  private void deployTheFirst(String strategy) throws InterruptedException {
    application.settings(strategy, "100ms", "", "");
    String first = application.build("one release");
    application.write("api/NEWS", "something new");
    releases = List.of(first, application.build("another"));
    application.deploy(first);
  }

  @AfterEach
  void close() {
    application.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {CANARY, "rolling"})
  void whoeverTakesOverEndsOnOneWholeRelease(String strategy) throws Exception {
    deployTheFirst(strategy);
    if (ALL) {
      boolean met = true;
      for (int entry = 0; met; entry++) {
        boolean before = kill(entry, false);
        met = kill(entry, true) && before;
      }
    } else {
      Random random = new Random(SEED);
      int part = ENTRIES / SAMPLE;
      for (int sample = 0; sample < SAMPLE; sample++) {
        kill(sample * part + random.nextInt(part), random.nextBoolean());
      }
    }
    System.out.println(kills + " controllers killed at an entry, each deployment ended whole");
  }

  /** Answers whether the deployment came to that entry. */
  private boolean kill(int entry, boolean written) throws Exception {
    application.closeController();
    Process controller = start(releases.get(++kills % 2), entry, written);
    boolean met;
    try (BufferedReader said = controller.inputReader()) {
      CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .execute(controller::destroyForcibly);
      String word = said.readLine();
      assertThat(word).as(this::complaint).isIn("here", "settled");
      met = word.equals("here");
    } finally {
      controller.destroyForcibly();
      assertThat(controller.waitFor()).isEqualTo(KILLED);
    }

    application.openController();
    application.settleAll();
    application.controllerNow().look();

    String when = (written ? "after" : "before") + " entry " + entry + ", seed " + SEED;
    new Aftermath(application, "killed " + when).check();
    return met;
  }

  private Process start(String release, int entry, boolean written) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledController.class.getName(),
            application.root.toString(),
            release,
            String.valueOf(entry),
            String.valueOf(written))
        .redirectError(complaints().toFile())
        .start();
  }

  private Path complaints() {
    return folder.resolve("controller.errors");
  }

  private String complaint() {
    try {
      return Files.readString(complaints());
    } catch (IOException e) {
      return "it said nothing";
    }
  }
}
