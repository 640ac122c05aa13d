package dev.slipway.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.git.GitClient;
import dev.slipway.server.queue.QueueEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that start by the clock. */
@Timeout(120)
class SchedulesTest {
  private static final String JOBS =
      "jobs: {build: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n";

  @TempDir Path root;
  private Instant now = Instant.parse("2026-07-01T12:00:00Z");
  private final InstantSource clock = () -> now;
  private WorkingServer server;
  private GitClient ann;

  @BeforeEach
  void open() throws Exception {
    server = new WorkingServer(root.resolve("data"), RunSettings.NONE, clock);
    server.repositories.create(WorkingServer.SHOP, "ann", now);
    ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void push(String schedules, String branch) throws Exception {
    ann.file(".github/workflows/clock.yml", "on:\n  schedule:\n" + schedules + JOBS);
    ann.commit("schedules");
    ann.run("push", "-q", server.address(WorkingServer.DEVELOPER), "HEAD:" + branch);
  }

  private int after(Duration time) {
    now = now.plus(time);
    return server.schedules.tick();
  }

  @Test
  void startsOnceWhenItIsDue() throws Exception {
    push("    - cron: '30 * * * *'\n", "main");

    assertThat(after(Duration.ofMinutes(29))).isZero();
    assertThat(after(Duration.ofMinutes(1))).isEqualTo(1);
    assertThat(server.schedules.tick()).isZero();
    assertThat(after(Duration.ofHours(1))).isEqualTo(1);
    assertThat(server.queued()).extracting(QueueEvent.Queued::event).containsOnly("schedule");
  }

  @Test
  void readsTheClockOfItsTimeZone() throws Exception {
    push("    - {cron: '0 15 * * *', timezone: Europe/Vienna}\n", "main");

    assertThat(after(Duration.ofMinutes(59))).isZero();
    assertThat(after(Duration.ofMinutes(1))).isEqualTo(1);
  }

  @Test
  void startsOnceWhatWasMissedOften() throws Exception {
    push("    - cron: '*/15 * * * *'\n", "main");

    assertThat(after(Duration.ofDays(2))).isEqualTo(1);
    assertThat(server.schedules.tick()).isZero();
  }

  @Test
  void onlyTheDefaultBranchCounts() throws Exception {
    push("    - cron: '0 * * * *'\n", "main");
    push("    - cron: '5 * * * *'\n", "side");

    assertThat(after(Duration.ofMinutes(10))).isZero();
    assertThat(after(Duration.ofMinutes(50))).isEqualTo(1);
  }

  @Test
  void followsTheFileWhenItChanges() throws Exception {
    push("    - cron: '0 * * * *'\n    - cron: '10 * * * *'\n", "main");
    push("    - cron: '20 * * * *'\n", "main");
    server.schedules.refresh();

    assertThat(after(Duration.ofMinutes(15))).isZero();
    assertThat(after(Duration.ofMinutes(5))).isEqualTo(1);
  }
}
