package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever of a keeper is killed, at whatever moment: the next look at it brings back one process,
 * and a stop leaves none. {@code -Dslipway.kills=N} makes it longer, {@code -Dslipway.seed=N}
 * other.
 */
class KilledKeeperTest {
  private static final int KILLS = Integer.getInteger("slipway.kills", 12);
  private static final long SEED = Long.getLong("slipway.seed", 7L);
  private static final String LINE = "while :; do echo tick; sleep 0.01; done";

  @TempDir Path temporary;

  @AfterEach
  void stopAll() {
    Keeper.all(temporary).forEach(keeper -> keeper.stop(Duration.ZERO));
  }

  @Test
  void bringsBackOneProcessWhateverIsKilled() throws Exception {
    Random random = new Random(SEED);
    Keeper keeper = Keeper.start(temporary.resolve("k"), process(temporary));
    for (int kill = 0; kill < KILLS; kill++) {
      Thread.sleep(random.nextInt(60));
      int victims = 1 + random.nextInt(2);
      for (int victim = 0; victim < victims; victim++) {
        killOne(keeper, random);
      }
      Thread.sleep(random.nextInt(60));

      keeper.keep(process(temporary));

      Eventually.holds(() -> keeper.state() instanceof KeptState.Running);
      Eventually.holds(() -> servers(keeper).size() == 1);
    }

    keeper.stop(Duration.ofSeconds(5));

    assertThat(carriers(keeper)).isEmpty();
  }

  @Test
  void leavesNothingUnknownWhenItsStarterIsKilled() throws Exception {
    Random random = new Random(SEED);
    for (int kill = 0; kill < Math.max(3, KILLS / 4); kill++) {
      Process starter = startStarter("k" + kill);
      Thread.sleep(150 + random.nextInt(450));
      starter.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

      for (Keeper keeper : Keeper.all(temporary)) {
        keeper.keep(process(temporary));
        assertThat(keeper.state()).isInstanceOf(KeptState.Running.class);
        Eventually.holds(() -> servers(keeper).size() == 1);
        keeper.stop(Duration.ofSeconds(5));
        keeper.remove();
      }
      assertThat(ofOwner()).isEmpty();
    }
  }

  /** Starts a keeper in a folder: its parent, its name. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path parent = Path.of(arguments[0]);
      Keeper.start(parent.resolve(arguments[1]), process(parent));
      Thread.sleep(10_000);
    }
  }

  private Process startStarter(String name) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                temporary.toString(),
                name))
        .inheritIO()
        .start();
  }

  private static KeptProcess process(Path directory) {
    return new KeptProcess(
        new ProcessSpec(
            List.of("sh", "-c", LINE),
            Map.of("PATH", "/usr/bin:/bin"),
            directory,
            new Owner(Owner.Kind.DEPLOYMENT, owner())),
        new RestartPolicy(
            RestartPolicy.Mode.ALWAYS,
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMinutes(1),
            0),
        new OutputLimit(20_000, 2),
        Limits.NONE,
        Signal.TERMINATE,
        Map.of());
  }

  /** One that no other test has, the same in the starter. */
  private static String owner() {
    return "test/killed-keeper";
  }

  private static void killOne(Keeper keeper, Random random) throws IOException {
    List<ProcessTable.Row> rows = carriers(keeper);
    if (!rows.isEmpty()) {
      ProcessHandle.of(rows.get(random.nextInt(rows.size())).pid())
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** The shells that run the line; their sleeps come and go. */
  private static List<ProcessTable.Row> servers(Keeper keeper) throws IOException {
    return carriers(keeper).stream()
        .filter(row -> row.pid() == row.session() && commandLine(row).contains(LINE))
        .toList();
  }

  private static List<ProcessTable.Row> carriers(Keeper keeper) throws IOException {
    String marker = Files.readString(keeper.folder().resolve("marker")).strip();
    return carrying(marker);
  }

  private static List<ProcessTable.Row> ofOwner() {
    return carrying("D:" + owner() + "#");
  }

  private static List<ProcessTable.Row> carrying(String prefix) {
    List<ProcessTable.Row> rows = new ArrayList<>();
    for (ProcessTable.Row row : ProcessTable.read()) {
      if (ProcessTable.marker(row.pid()).filter(text -> text.startsWith(prefix)).isPresent()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String commandLine(ProcessTable.Row row) {
    try {
      return Files.readString(Path.of("/proc/" + row.pid() + "/cmdline"));
    } catch (IOException e) {
      return "";
    }
  }
}
