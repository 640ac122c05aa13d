package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final RestartPolicy QUICK =
      new RestartPolicy(
          RestartPolicy.Mode.ALWAYS,
          Duration.ofMillis(20),
          Duration.ofMillis(80),
          Duration.ofSeconds(60),
          0);

  @TempDir Path temporary;

  @AfterEach
  void stopAll() {
    Keeper.all(temporary).forEach(keeper -> keeper.stop(Duration.ZERO));
  }

  @Test
  void keepsAProcessAndItsOutput() throws Exception {
    Keeper keeper = start("echo hello; echo trouble >&2; exec sleep 100");

    Eventually.holds(() -> output(keeper).equals("hello\ntrouble\n"));
    assertThat(keeper.state()).isInstanceOf(KeptState.Running.class);
    assertThat(keeper.state().restarts()).isZero();
    long pid = running(keeper).pid();
    assertThat(ProcessTable.find(pid).orElseThrow().session()).isEqualTo(pid);
    assertThat(ProcessTable.find(pid).orElseThrow().name()).isEqualTo("sleep");
  }

  @Test
  void givesExactlyTheEnvironmentItWasTold() throws Exception {
    Keeper keeper =
        start("exec env", Map.of("A", "it's $x `y`\nz", "run", "7", "code", "c"), once());

    Eventually.holds(() -> keeper.state() instanceof KeptState.Ended);
    Eventually.holds(() -> output(keeper).contains("SLIPWAY_OWNER="));

    List<String> lines = output(keeper).lines().toList();
    assertThat(lines)
        .contains("A=it's $x `y`", "z", "run=7", "code=c", "PATH=/usr/bin:/bin")
        .filteredOn(line -> !line.startsWith("PWD=") && !line.startsWith("SLIPWAY_OWNER=D:test/"))
        .hasSize(5);
  }

  @Test
  void keepsValuesOfTheEnvironmentFromFilesAndCommandLines() throws Exception {
    Keeper keeper = start("exec sleep 100", Map.of("PASSWORD", "s3cret-value"), QUICK);

    for (ProcessTable.Row row : ProcessTable.read()) {
      assertThat(commandLine(row.pid())).doesNotContain("s3cret-value");
    }
    try (Stream<Path> files = Files.walk(keeper.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("s3cret-value");
        assertThat(Files.getPosixFilePermissions(file))
            .isSubsetOf(PosixFilePermissions.fromString("rw-------"));
      }
    }
    assertThat(Files.getPosixFilePermissions(keeper.folder()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void startsAProcessAgainWithLongerAndLongerWaits() throws Exception {
    Keeper keeper = start("echo run; exit 3");

    Eventually.holds(() -> keeper.state().restarts() >= 4);

    assertThat(keeper.state().last().orElseThrow().code()).isEqualTo(3);
    assertThat(output(keeper))
        .containsSubsequence(
            "run\nslipway: ended with exit code 3; starting it again in 0.020 s",
            "run\nslipway: ended with exit code 3; starting it again in 0.040 s",
            "run\nslipway: ended with exit code 3; starting it again in 0.080 s",
            "run\nslipway: ended with exit code 3; starting it again in 0.080 s");
  }

  @Test
  void startsAKilledProcessAgain() throws Exception {
    Keeper keeper = start("exec sleep 100");
    long first = running(keeper).pid();

    kill(first);

    Eventually.holds(() -> keeper.state() instanceof KeptState.Running now && now.pid() != first);
    assertThat(keeper.state().last().orElseThrow().code()).isEqualTo(137);
    assertThat(keeper.state().restarts()).isEqualTo(1);
  }

  @Test
  void givesUpAfterTheAttemptsOfItsPolicy() throws Exception {
    RestartPolicy twice =
        new RestartPolicy(
            RestartPolicy.Mode.ON_FAILURE,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(60),
            2);
    Keeper keeper = start("echo run; exit 1", Map.of(), twice);

    Eventually.holds(() -> keeper.state() instanceof KeptState.Ended);

    KeptState.Ended ended = (KeptState.Ended) keeper.state();
    assertThat(ended.reason()).isEqualTo(KeptState.Reason.GAVE_UP);
    assertThat(ended.restarts()).isEqualTo(2);
    Eventually.holds(() -> output(keeper).lines().filter("run"::equals).count() == 3);
  }

  @Test
  void leavesAProcessThatSucceededAloneWhenOnlyFailuresCount() throws Exception {
    Keeper keeper = start("exit 0", Map.of(), QUICK.with(RestartPolicy.Mode.ON_FAILURE));

    Eventually.holds(() -> keeper.state() instanceof KeptState.Ended);

    assertThat(((KeptState.Ended) keeper.state()).reason()).isEqualTo(KeptState.Reason.FINISHED);
  }

  @Test
  void stopsInOrderAndKeepsTheLastWords() throws Exception {
    Keeper keeper = start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
    Eventually.holds(() -> output(keeper).equals("up\n"));

    KeptState state = keeper.stop(GRACE);

    assertThat(((KeptState.Ended) state).reason()).isEqualTo(KeptState.Reason.STOPPED);
    assertThat(state.last().orElseThrow().code()).isZero();
    assertThat(output(keeper)).isEqualTo("up\nbye\n");
    assertThat(carriers(keeper)).isEmpty();
  }

  @Test
  void killsWhatDoesNotStopWithinTheGrace() throws Exception {
    Keeper keeper = start("trap '' TERM; (setsid sleep 77 &); echo up; while :; do sleep 1; done");
    Eventually.holds(() -> output(keeper).equals("up\n"));

    KeptState state = keeper.stop(Duration.ofMillis(200));

    assertThat(state).isInstanceOf(KeptState.Ended.class);
    assertThat(carriers(keeper)).isEmpty();
  }

  @Test
  void asksTheChildrenOfAShellThatLeavesThemBehind() throws Exception {
    Keeper keeper =
        start(
            "sh -c 'trap \"echo child; exit 0\" TERM; echo up; while :; do sleep 0.05; done' &"
                + " wait");
    Eventually.holds(() -> output(keeper).equals("up\n"));

    keeper.stop(GRACE);

    assertThat(output(keeper)).endsWith("child\n");
  }

  @Test
  void stopsAKeeperThatWaits() throws Exception {
    RestartPolicy slow =
        new RestartPolicy(
            RestartPolicy.Mode.ALWAYS,
            Duration.ofSeconds(50),
            Duration.ofSeconds(50),
            Duration.ofSeconds(1),
            0);
    Keeper keeper = start("exit 1", Map.of(), slow);
    Eventually.holds(() -> keeper.state() instanceof KeptState.Waiting);

    KeptState state = keeper.stop(GRACE);

    assertThat(((KeptState.Ended) state).reason()).isEqualTo(KeptState.Reason.STOPPED);
    assertThat(carriers(keeper)).isEmpty();
  }

  @Test
  void doesNotDisturbAProcessWhoseKeeperDied() throws Exception {
    Keeper keeper = start("while :; do echo tick; sleep 0.05; done");
    long pid = running(keeper).pid();
    kill(keeperPid(keeper));
    Eventually.holds(() -> keeper.state() instanceof KeptState.Unkept);

    keeper.keep(process("while :; do echo tock; sleep 0.05; done", Map.of(), QUICK));

    assertThat(running(keeper).pid()).isEqualTo(pid);
    int length = output(keeper).length();
    Eventually.holds(() -> output(keeper).length() > length);
    kill(pid);
    Eventually.holds(() -> output(keeper).contains("tock"));
    assertThat(running(keeper).pid()).isNotEqualTo(pid);
    assertThat(keeper.state().last().orElseThrow().code()).isEqualTo(-1);
    assertThat(keeper.state().restarts()).isEqualTo(1);
  }

  @Test
  void startsAgainWhatIsLostWithItsKeeper() throws Exception {
    Keeper keeper = start("exec sleep 100");
    long pid = running(keeper).pid();
    kill(keeperPid(keeper));
    kill(pid);
    Eventually.holds(() -> keeper.state() instanceof KeptState.Ended);
    assertThat(((KeptState.Ended) keeper.state()).reason()).isEqualTo(KeptState.Reason.LOST);

    keeper.keep(process("exec sleep 100", Map.of(), QUICK));

    assertThat(running(keeper).pid()).isNotEqualTo(pid);
    assertThat(carriers(keeper)).hasSize(4);
  }

  @Test
  void stopsAProcessWhoseKeeperDied() throws Exception {
    Keeper keeper = start("exec sleep 100");
    kill(keeperPid(keeper));

    KeptState state = keeper.stop(GRACE);

    assertThat(((KeptState.Ended) state).reason()).isEqualTo(KeptState.Reason.LOST);
    assertThat(carriers(keeper)).isEmpty();
  }

  @Test
  void survivesTheDeathOfWhoWritesTheOutput() throws Exception {
    Keeper keeper = start("while :; do echo tick; sleep 0.02; done");
    long pid = running(keeper).pid();
    Eventually.holds(() -> output(keeper).contains("tick"));
    long dd =
        carriers(keeper).stream()
            .filter(row -> row.name().equals("dd"))
            .findFirst()
            .orElseThrow()
            .pid();

    kill(dd);

    int length = output(keeper).length();
    Eventually.holds(() -> output(keeper).length() > length + 20);
    assertThat(running(keeper).pid()).isEqualTo(pid);
  }

  @Test
  void changesTheOutputFileWithoutLosingAByte() throws Exception {
    KeptProcess process =
        new KeptProcess(
            spec("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done", Map.of()),
            RestartPolicy.NEVER,
            new OutputLimit(50_000, 20),
            Limits.NONE,
            Signal.TERMINATE,
            Map.of());
    Keeper keeper = Keeper.start(temporary.resolve("k"), process);

    Eventually.holds(() -> carriers(keeper).isEmpty());

    StringBuilder text = new StringBuilder();
    for (int number = 20; number > 0; number--) {
      Path file = keeper.folder().resolve("output.log." + number);
      if (Files.exists(file)) {
        assertThat(Files.size(file)).isBetween(50_000L, 100_000L);
        text.append(Files.readString(file));
      }
    }
    text.append(output(keeper));
    StringBuilder expected = new StringBuilder();
    for (int line = 0; line < 20_000; line++) {
      expected.append("line ").append(line).append('\n');
    }
    assertThat(text.length()).isEqualTo(expected.length());
    assertThat(text.toString().equals(expected.toString())).isTrue();
    assertThat(keeper.folder().resolve("output.log.3")).exists();
  }

  @Test
  void dropsTheOldestOutput() throws Exception {
    KeptProcess process =
        new KeptProcess(
            spec("i=0; while [ $i -lt 9000 ]; do echo line $i; i=$((i+1)); done", Map.of()),
            RestartPolicy.NEVER,
            new OutputLimit(10_000, 2),
            Limits.NONE,
            Signal.TERMINATE,
            Map.of());
    Keeper keeper = Keeper.start(temporary.resolve("k"), process);

    Eventually.holds(() -> carriers(keeper).isEmpty());

    assertThat(keeper.folder().resolve("output.log.2")).exists();
    assertThat(keeper.folder().resolve("output.log.3")).doesNotExist();
  }

  @Test
  void refusesAFolderThatIsInUse() {
    Keeper keeper = start("exec sleep 100");

    assertThatThrownBy(() -> Keeper.start(keeper.folder(), process("true", Map.of(), QUICK)))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(keeper::remove).hasMessageContaining("stop it first");
  }

  @Test
  void refusesAProgramThatIsNotThere() {
    ProcessSpec spec = new ProcessSpec(List.of("no-such-program"), Map.of(), temporary, owner());

    assertThatThrownBy(() -> Keeper.start(temporary.resolve("k"), KeptProcess.of(spec)))
        .hasMessageContaining("Cannot start no-such-program: it is not installed");
    assertThat(temporary.resolve("k")).doesNotExist();
  }

  @Test
  void refusesANameThatNoShellCanHold() {
    ProcessSpec spec =
        new ProcessSpec(List.of("true"), Map.of("A-B", "x", "C", "y"), temporary, owner());

    assertThatThrownBy(() -> KeptProcess.of(spec))
        .hasMessageContaining("cannot be named A-B: use letters");
  }

  @Test
  void removesItsFolderOnceStopped() {
    Keeper keeper = start("exec sleep 100");
    keeper.stop(GRACE);

    keeper.remove();

    assertThat(keeper.folder()).doesNotExist();
    assertThat(Keeper.all(temporary)).isEmpty();
  }

  private Keeper start(String script) {
    return start(script, Map.of(), QUICK);
  }

  private Keeper start(String script, Map<String, String> environment, RestartPolicy restart) {
    return Keeper.start(temporary.resolve("k"), process(script, environment, restart));
  }

  private KeptProcess process(
      String script, Map<String, String> environment, RestartPolicy restart) {
    return new KeptProcess(
        spec(script, environment),
        restart,
        OutputLimit.USUAL,
        Limits.NONE,
        Signal.TERMINATE,
        Map.of());
  }

  private ProcessSpec spec(String script, Map<String, String> more) {
    Map<String, String> environment = new java.util.LinkedHashMap<>(more);
    environment.put("PATH", "/usr/bin:/bin");
    return new ProcessSpec(List.of("sh", "-c", script), environment, temporary, owner());
  }

  private static Owner owner() {
    return new Owner(Owner.Kind.DEPLOYMENT, "test/web");
  }

  private static RestartPolicy once() {
    return RestartPolicy.NEVER;
  }

  private static KeptState.Running running(Keeper keeper) {
    return (KeptState.Running) keeper.state();
  }

  private static String output(Keeper keeper) throws IOException {
    Path file = keeper.folder().resolve("output.log");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static long keeperPid(Keeper keeper) throws IOException {
    String line = Files.readString(keeper.folder().resolve("keeper"));
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  private static List<ProcessTable.Row> carriers(Keeper keeper) throws IOException {
    String marker = Files.readString(keeper.folder().resolve("marker")).strip();
    List<ProcessTable.Row> rows = new ArrayList<>();
    for (ProcessTable.Row row : ProcessTable.read()) {
      if (ProcessTable.marker(row.pid()).filter(marker::equals).isPresent()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
