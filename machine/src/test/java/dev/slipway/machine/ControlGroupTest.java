package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {
  private static final Limits LIMITS =
      new Limits(Optional.of(64L << 20), Optional.of(0.5), Optional.of(40));

  @TempDir Path temporary;

  @Test
  void writesTheLimitsOfTheSecondVersion() throws IOException {
    Path ours = Files.createDirectories(temporary.resolve("slipway"));
    Files.writeString(temporary.resolve("cgroup.controllers"), "cpu memory pids\n");
    Files.writeString(temporary.resolve("cgroup.subtree_control"), "cpu memory pids\n");
    Files.writeString(ours.resolve("cgroup.subtree_control"), "cpu memory pids\n");

    List<Path> groups = new ControlGroup(temporary, "one", LIMITS).make();

    assertThat(groups).containsExactly(ours.resolve("one"));
    assertThat(groups.getFirst().resolve("memory.max")).hasContent("67108864");
    assertThat(groups.getFirst().resolve("memory.oom.group")).hasContent("1");
    assertThat(groups.getFirst().resolve("cpu.max")).hasContent("50000 100000");
    assertThat(groups.getFirst().resolve("pids.max")).hasContent("40");
  }

  @Test
  void writesTheLimitsOfTheFirstVersion() throws IOException {
    for (String controller : List.of("memory", "cpu", "pids")) {
      Files.createDirectories(temporary.resolve(controller));
    }

    List<Path> groups = new ControlGroup(temporary, "one", LIMITS).make();

    assertThat(groups)
        .containsExactly(
            temporary.resolve("memory/slipway/one"),
            temporary.resolve("cpu/slipway/one"),
            temporary.resolve("pids/slipway/one"));
    assertThat(groups.get(0).resolve("memory.limit_in_bytes")).hasContent("67108864");
    assertThat(groups.get(1).resolve("cpu.cfs_quota_us")).hasContent("50000");
    assertThat(groups.get(2).resolve("pids.max")).hasContent("40");
  }

  @Test
  void makesNothingWithoutLimits() throws IOException {
    assertThat(new ControlGroup(temporary, "one", Limits.NONE).make()).isEmpty();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void startsWithoutLimitsWhereNoneCanBeMadeAndSaysSo() {
    Assumptions.assumeFalse(canLimit(), "this machine lets us make control groups");

    Keeper keeper = start("exec sleep 100");

    assertThat(keeper.note().orElseThrow()).startsWith("its limits are not enforced");
    keeper.stop(Duration.ZERO);
  }

  @Test
  void theKernelEndsAProcessThatTakesMoreMemory() throws Exception {
    Assumptions.assumeTrue(canLimit(), "no control groups can be made here");

    Keeper keeper = start("x=$(head -c 200000000 /dev/zero | tr '\\0' a); echo ${#x}");

    Eventually.holds(() -> keeper.state() instanceof KeptState.Ended);
    assertThat(keeper.note()).isEmpty();
    String marker = Files.readString(keeper.folder().resolve("marker")).strip();
    assertThat(group(marker)).exists();
    assertThat(keeper.state().last().orElseThrow().code()).isEqualTo(137);
    keeper.stop(Duration.ZERO);
    keeper.remove();
    assertThat(group(marker)).doesNotExist();
  }

  private Keeper start(String script) {
    Owner owner = new Owner(Owner.Kind.DEPLOYMENT, "test/limits");
    ProcessSpec spec =
        new ProcessSpec(
            List.of("sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), temporary, owner);
    return Keeper.start(
        temporary.resolve("k"),
        new KeptProcess(
            spec, RestartPolicy.NEVER, OutputLimit.USUAL, LIMITS, Signal.TERMINATE, Map.of()));
  }

  private static Path group(String marker) {
    return ControlGroup.of(marker, LIMITS).groups().getFirst();
  }

  private static boolean canLimit() {
    ControlGroup group = ControlGroup.of("test-probe-" + Folders.uniqueName(), LIMITS);
    try {
      group.make();
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      group.remove();
    }
  }
}
