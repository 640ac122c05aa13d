package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessGroupTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** The two ways to start a process; a name that no shell can hold forces the direct one. */
  enum Way {
    LAUNCHER,
    DIRECT
  }

  private final Owner owner = new Owner(Owner.Kind.RUN, UUID.randomUUID().toString());
  @TempDir Path folder;

  @BeforeEach
  void waitForALauncher() throws InterruptedException {
    ProcessGroup.warmUp();
    Eventually.holds(() -> LaunchPool.idle() > 0);
  }

  @AfterEach
  void leaveNothing() {
    ProcessGroup.killOrphans(owner);
  }

  @ParameterizedTest
  @EnumSource
  void mergesOutputAndErrorsInOrder(Way way) {
    Collected output = new Collected();

    Exit exit = run(way, output, "sh", "-c", "echo one; echo two >&2; echo three; exit 7");

    assertThat(output.text()).isEqualTo("one\ntwo\nthree\n");
    assertThat(exit).isEqualTo(new Exit(7, false));
  }

  @ParameterizedTest
  @EnumSource
  void givesAProgramExactlyItsEnvironment(Way way) {
    Collected output = new Collected();
    Map<String, String> environment = environment(way);
    environment.put("QUOTES", "it's \"$HOME\" `id` \\n");
    environment.put("LINES", "first\nsecond\n\n");
    environment.put("UNICODE", "żółć 🚢 \u0081\u0088");
    environment.put("EMPTY", "");

    ProcessGroup group = ProcessGroup.start(spec(environment, "env", "-0"), output);
    assertThat(group.await(LONG)).isPresent();

    Map<String, String> seen = new LinkedHashMap<>();
    for (String entry : output.text().split("\0", -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        seen.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    assertThat(seen.remove(Owner.VARIABLE)).startsWith(owner.marker() + "#");
    assertThat(seen).isEqualTo(environment);
  }

  @Test
  void oneProgramAfterTheOtherGetsItsOwnEnvironment() throws InterruptedException {
    List<Map<String, String>> environments =
        List.of(
            Map.of("PATH", "/usr/bin:/bin", "A", "1", "IFS", "p0e", "PWD", "/nowhere"),
            Map.of("PATH", "/nowhere", "A", "2", "CDPATH", "/tmp", "F", "x", "OLDPWD", "/o"),
            Map.of("B", "$A", "ENV", "/etc/passwd", "PS4", "$(id)", "HOME", "~"),
            Map.of("PATH", "/usr/bin:/bin", "A", "1"));

    for (Map<String, String> environment : environments) {
      Eventually.holds(() -> LaunchPool.idle() > 0);
      Collected output = new Collected();
      ProcessGroup group =
          ProcessGroup.start(
              new ProcessSpec(List.of("/usr/bin/env"), environment, folder, owner), output);
      assertThat(group.await(LONG)).contains(new Exit(0, false));

      assertThat(output.text().lines().filter(line -> !line.startsWith(Owner.VARIABLE)))
          .containsExactlyInAnyOrderElementsOf(
              environment.entrySet().stream()
                  .map(each -> each.getKey() + "=" + each.getValue())
                  .toList());
    }
  }

  @Test
  void aProgramHasNoOpenFilesOfItsLauncher() {
    Collected output = new Collected();

    run(Way.LAUNCHER, output, "sh", "-c", "ls /proc/$$/fd | sort | tr '\\n' ' '");

    assertThat(output.text()).isEqualTo("0 1 2 ");
  }

  @Test
  void aLauncherWhoseWaitingChildIsKilledIsNotUsedAgain() throws InterruptedException {
    List<ProcessHandle> shells =
        ProcessHandle.current()
            .children()
            .filter(each -> each.info().command().filter(name -> name.endsWith("dash")).isPresent())
            .toList();
    shells.stream().flatMap(ProcessHandle::children).forEach(ProcessHandle::destroyForcibly);
    Eventually.holds(() -> shells.stream().noneMatch(ProcessHandle::isAlive));

    Collected output = new Collected();
    assertThat(run(Way.LAUNCHER, output, "echo", "here")).isEqualTo(new Exit(0, false));
    assertThat(output.text()).isEqualTo("here\n");
  }

  @ParameterizedTest
  @EnumSource
  void passesArgumentsUntouched(Way way) {
    Collected output = new Collected();

    run(way, output, "printf", "[%s]", "a b", "", "it's", "*", "$X", "new\nline", "-n");

    assertThat(output.text()).isEqualTo("[a b][][it's][*][$X][new\nline][-n]");
  }

  @ParameterizedTest
  @EnumSource
  void hasAnEmptyInputAndNoTerminalAndASessionOfItsOwn(Way way) {
    Collected output = new Collected();

    Exit exit =
        run(
            way,
            output,
            "sh",
            "-c",
            "cat; (: </dev/tty) 2>/dev/null && echo terminal;"
                + " cut -d' ' -f6 /proc/self/stat; ls /proc/self/fd | wc -l");

    List<String> lines = output.text().lines().toList();
    long ours = ProcessTable.find(ProcessHandle.current().pid()).orElseThrow().session();
    assertThat(exit.succeeded()).isTrue();
    assertThat(Long.parseLong(lines.getFirst())).isNotEqualTo(ours);
    assertThat(lines.get(1).strip()).as("0, 1, 2 and the listing itself").isEqualTo("4");
  }

  @ParameterizedTest
  @EnumSource
  void reportsASignalAs128AndItsNumber(Way way) {
    assertThat(run(way, OutputSink.NONE, "sh", "-c", "kill -9 $$").code()).isEqualTo(137);
    assertThat(run(way, OutputSink.NONE, "sh", "-c", "kill -INT $$").code()).isEqualTo(130);
    assertThat(run(way, OutputSink.NONE, "sh", "-c", "kill -TERM $$").code()).isEqualTo(143);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheSignalsOfAProgramAtTheirDefaults(Way way) {
    Collected output = new Collected();

    run(way, output, "grep", "-E", "SigBlk|SigIgn", "/proc/self/status");

    List<Long> masks =
        output
            .text()
            .lines()
            .map(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1), 16))
            .toList();
    assertThat(masks).allSatisfy(mask -> assertThat(mask & 0xffff).isZero());
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheCreationMaskAsItIs(Way way) throws IOException {
    Path ours = Files.createFile(folder.resolve("ours"));

    run(way, OutputSink.NONE, "sh", "-c", "echo x > theirs");

    assertThat(Files.getPosixFilePermissions(folder.resolve("theirs")))
        .isEqualTo(Files.getPosixFilePermissions(ours));
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheProcessId(Way way) {
    Collected output = new Collected();

    ProcessGroup group =
        ProcessGroup.start(spec(environment(way), "sh", "-c", "echo $$; sleep 0.1"), output);
    long pid = group.pid();
    group.await(LONG);

    assertThat(output.text().strip()).isEqualTo(String.valueOf(pid));
  }

  @ParameterizedTest
  @EnumSource
  void endsWithTheProgramThoughAChildHoldsItsOutput(Way way) throws InterruptedException {
    Collected output = new Collected();

    Exit exit = run(way, output, "sh", "-c", "sleep 1000 & echo started $!");

    assertThat(exit.code()).isZero();
    long child = Long.parseLong(output.text().strip().substring("started ".length()));
    assertThat(ProcessTable.find(child))
        .as("a background process may outlive its step")
        .isPresent();
    List<Orphan> orphans = ProcessGroup.killOrphans(owner);
    assertThat(orphans).contains(new Orphan(child, "sleep"));
    Eventually.holds(() -> ProcessTable.find(child).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void waitsForOutputThatComesThroughAPipeline(Way way) {
    Collected output = new Collected();

    run(way, output, "bash", "-c", "exec > >(sleep 0.05; cat); echo late");

    assertThat(output.text()).isEqualTo("late\n");
  }

  @ParameterizedTest
  @EnumSource
  void interruptsTheWholeTreeFirst(Way way) throws InterruptedException {
    Collected output = new Collected();
    ProcessGroup group =
        ProcessGroup.start(
            spec(environment(way), "bash", "-c", "trap 'echo bye; exit 3' INT; sleep 100"), output);
    Eventually.holds(() -> hasChild(group, "sleep"));

    Exit exit = group.stop(Stop.GRACEFUL);

    assertThat(exit).isEqualTo(new Exit(3, true));
    assertThat(output.text()).isEqualTo("bye\n");
  }

  @ParameterizedTest
  @EnumSource
  void killsWhatIgnoresBothSignalsWithEveryDescendant(Way way) throws Exception {
    Path pids = folder.resolve("pids");
    ProcessGroup group =
        ProcessGroup.start(
            spec(
                environment(way),
                "bash",
                "-c",
                "trap '' INT TERM; (setsid sh -c 'echo $$ >> "
                    + pids
                    + "; exec sleep 1000' &)\n"
                    + "(sh -c 'echo $$ >> "
                    + pids
                    + "; exec sleep 1000' &)\n"
                    + "echo $$ >> "
                    + pids
                    + "; while true; do sleep 1; done"),
            OutputSink.NONE);
    Eventually.holds(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 3);

    Exit exit = group.stop(new Stop(Duration.ofMillis(50), Duration.ofMillis(50)));

    assertThat(exit).isEqualTo(new Exit(137, true));
    for (String pid : Files.readAllLines(pids)) {
      assertThat(ProcessTable.find(Long.parseLong(pid))).isEmpty();
    }
  }

  @Test
  void stopsOnlyItsOwnTree() throws InterruptedException {
    ProcessGroup one =
        ProcessGroup.start(spec(environment(Way.LAUNCHER), "sleep", "1000"), OutputSink.NONE);
    ProcessGroup other =
        ProcessGroup.start(spec(environment(Way.DIRECT), "sleep", "1000"), OutputSink.NONE);

    one.stop(Stop.AT_ONCE);

    assertThat(other.isRunning()).isTrue();
    other.close();
    assertThat(other.isRunning()).isFalse();
  }

  @Test
  void anInterruptedWaitKillsTheGroup() throws InterruptedException {
    ProcessGroup group =
        ProcessGroup.start(spec(environment(Way.LAUNCHER), "sleep", "1000"), OutputSink.NONE);
    List<Exit> exits = new ArrayList<>();
    Thread waiter = Thread.ofVirtual().start(() -> group.await(LONG).ifPresent(exits::add));
    Eventually.holds(() -> group.pid() > 0);

    waiter.interrupt();
    waiter.join();

    assertThat(exits).containsExactly(new Exit(137, true));
    Eventually.holds(() -> !group.isRunning());
  }

  @Test
  void awaitIsEmptyWhenTheLimitPasses() {
    ProcessGroup group =
        ProcessGroup.start(spec(environment(Way.LAUNCHER), "sleep", "1000"), OutputSink.NONE);

    assertThat(group.await(Duration.ofMillis(20))).isEmpty();
    assertThat(group.stop(Stop.AT_ONCE)).isEqualTo(new Exit(137, true));
    assertThat(group.stop(Stop.AT_ONCE)).as("a second stop").isEqualTo(new Exit(137, true));
  }

  @Test
  void aProgramThatEndedByItselfWasNotStopped() {
    ProcessGroup group =
        ProcessGroup.start(spec(environment(Way.LAUNCHER), "sh", "-c", "exit 4"), OutputSink.NONE);
    group.await(LONG);

    assertThat(group.stop(Stop.GRACEFUL)).isEqualTo(new Exit(4, false));
  }

  @Test
  void survivesAStepThatSignalsItsProcessGroup() {
    run(Way.LAUNCHER, OutputSink.NONE, "bash", "-c", "trap 'exit 0' TERM; kill 0; sleep 1");
    Exit next = run(Way.LAUNCHER, OutputSink.NONE, "true");

    assertThat(next.succeeded()).isTrue();
  }

  @Test
  void reportsAProgramThatKilledItsLauncher() {
    Exit exit = run(Way.LAUNCHER, OutputSink.NONE, "bash", "-c", "kill -9 $PPID; exit 0");
    Exit next = run(Way.LAUNCHER, OutputSink.NONE, "true");

    assertThat(exit.code()).isEqualTo(137);
    assertThat(next.succeeded()).isTrue();
  }

  @Test
  void saysWhichProgramIsMissing() {
    assertThatThrownBy(() -> run(Way.LAUNCHER, OutputSink.NONE, "no-such-program"))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            fault -> assertThat(fault.code()).isEqualTo(ErrorCode.TOOL_MISSING))
        .hasMessageContaining("no-such-program");
  }

  @Test
  void saysWhyAProgramCannotBeStarted() throws IOException {
    Path script = Files.writeString(folder.resolve("broken"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Collected launched = new Collected();
    Exit exit = run(Way.LAUNCHER, launched, "./broken");

    assertThat(exit.code()).isEqualTo(127);
    assertThat(launched.text()).contains("broken");
  }

  @Test
  void saysWhichFolderIsMissing() {
    ProcessSpec spec = new ProcessSpec(List.of("true"), Map.of(), folder.resolve("gone"), owner);

    assertThatThrownBy(() -> ProcessGroup.start(spec, OutputSink.NONE))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("gone does not exist");
  }

  @Test
  void startsAProgramRelativeToTheWorkingFolder() throws IOException {
    Path script = Files.writeString(folder.resolve("it's here.sh"), "#!/bin/sh\npwd\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Collected output = new Collected();

    run(Way.LAUNCHER, output, "./it's here.sh");

    assertThat(output.text().strip()).isEqualTo(folder.toRealPath().toString());
  }

  @Test
  void throwsWhatTheSinkThrew() {
    OutputSink broken =
        (buffer, offset, length) -> {
          throw new IllegalStateException("disk full");
        };

    assertThatThrownBy(() -> run(Way.LAUNCHER, broken, "echo", "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("disk full");
  }

  @Test
  void runsManyAtTheSameTime() {
    List<Collected> outputs = IntStream.range(0, 40).mapToObj(_ -> new Collected()).toList();
    List<ProcessGroup> groups = new ArrayList<>();
    for (int number = 0; number < outputs.size(); number++) {
      ProcessSpec spec = spec(environment(Way.LAUNCHER), "sh", "-c", "sleep 0.05; echo " + number);
      groups.add(ProcessGroup.start(spec, outputs.get(number)));
    }

    groups.forEach(group -> assertThat(group.await(LONG).orElseThrow().succeeded()).isTrue());

    for (int number = 0; number < outputs.size(); number++) {
      assertThat(outputs.get(number).text()).isEqualTo(number + "\n");
    }
  }

  @Test
  void losesNoByteOfALargeOutput() {
    long[] count = {0};

    run(
        Way.LAUNCHER,
        (buffer, offset, length) -> count[0] += length,
        "head",
        "-c",
        "50000000",
        "/dev/zero");

    assertThat(count[0]).isEqualTo(50_000_000);
  }

  private static boolean hasChild(ProcessGroup group, String name) {
    return ProcessTable.read().stream()
        .anyMatch(row -> row.parent() == group.pid() && row.name().equals(name));
  }

  private Exit run(Way way, OutputSink sink, String... argv) {
    return ProcessGroup.start(spec(environment(way), argv), sink).await(LONG).orElseThrow();
  }

  private ProcessSpec spec(Map<String, String> environment, String... argv) {
    return new ProcessSpec(List.of(argv), environment, folder, owner);
  }

  private static Map<String, String> environment(Way way) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    if (way == Way.DIRECT) {
      environment.put("INPUT_ODD-NAME", "x");
    }
    return environment;
  }
}
