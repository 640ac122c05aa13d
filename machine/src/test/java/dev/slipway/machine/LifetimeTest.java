package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifetimeTest {
  @TempDir Path state;

  private Lifetime lifetime;

  @BeforeEach
  void begin() {
    lifetime = Lifetimes.begin(state);
  }

  @Test
  void closesInReverseOrder() {
    List<String> closed = new ArrayList<>();
    lifetime.closing(() -> closed.add("first"));
    lifetime.closing(() -> closed.add("second"));

    lifetime.close();
    lifetime.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void closesTheRestAfterAFailureAndKeepsItsRecord() throws IOException {
    List<String> closed = new ArrayList<>();
    lifetime.closing(() -> closed.add("first"));
    lifetime.closing(
        () -> {
          throw new IOException("disk full");
        });
    lifetime.closing(
        () -> {
          throw new IllegalStateException("stuck");
        });

    assertThatThrownBy(lifetime::close)
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("stuck")
        .satisfies(
            thrown -> assertThat(thrown.getSuppressed()[0]).hasMessageContaining("disk full"));
    assertThat(closed).containsExactly("first");
    assertThat(LifetimeRecord.all(state)).hasSize(1);
  }

  @Test
  void removesItsFoldersAndItsRecord() throws IOException {
    Path folder = lifetime.folder(state, "work");
    Path inside = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(inside.resolve("file"), "x");
    Path outside = Files.writeString(state.resolve("outside"), "kept");
    Files.createSymbolicLink(inside.resolve("link"), outside);
    Files.createSymbolicLink(inside.resolve("dangling"), state.resolve("gone"));
    assertThat(inside.toFile().setWritable(false)).isTrue();

    lifetime.close();

    assertThat(folder).doesNotExist();
    assertThat(outside).hasContent("kept");
    assertThat(LifetimeRecord.all(state)).isEmpty();
  }

  @Test
  void removesFoldersThatNobodyMayEnter() throws IOException {
    Path folder = lifetime.folder(state, "work");
    Path locked = Files.createDirectories(folder.resolve("a/locked"));
    Files.writeString(locked.resolve("file"), "x");
    Files.setPosixFilePermissions(locked, Set.of());

    lifetime.close();

    assertThat(folder).doesNotExist();
  }

  @Test
  void stopsServicesBeforeItKillsAndRemoves() {
    List<Boolean> present = new ArrayList<>();
    lifetime.closing(() -> present.add(Files.exists(lifetime.folder(state, "never"))));
    Path folder = lifetime.folder(state, "work");
    lifetime.closing(() -> present.add(Files.exists(folder)));

    assertThatThrownBy(lifetime::close).hasMessageContaining("has ended");

    assertThat(present).containsExactly(true);
    assertThat(folder).doesNotExist();
  }

  @Test
  void givesAPrivateFolder() throws IOException {
    Path folder = lifetime.folder("job");

    assertThat(folder.getFileName().toString()).startsWith("slipway-job-");
    assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
    lifetime.close();
    assertThat(folder).doesNotExist();
  }

  @Test
  void killsWhatItsProcessesLeftBehind() throws Exception {
    Path pid = state.resolve("pid");
    ProcessSpec spec =
        new ProcessSpec(
            List.of("sh", "-c", "(setsid sleep 1000 & echo $! > pid) >/dev/null 2>&1"),
            Map.of("PATH", "/usr/bin:/bin"),
            state,
            lifetime.owner().child("job"));
    ProcessGroup.start(spec, OutputSink.NONE);
    Eventually.holds(() -> Files.exists(pid) && !Files.readString(pid).isBlank());

    lifetime.close();

    assertThat(ProcessTable.find(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }

  @Test
  void aPartEndsWithTheWhole() {
    Lifetime part = lifetime.child("backend");
    Path folder = part.folder(state, "part");

    lifetime.close();

    assertThat(folder).doesNotExist();
    assertThat(part.owner().marker()).isEqualTo(lifetime.owner().marker() + "/backend");
  }

  @Test
  void aPartEndsAloneAndLeavesTheWhole() {
    Path whole = lifetime.folder(state, "whole");
    Lifetime part = lifetime.child("backend");
    Path folder = part.folder(state, "part");

    part.close();

    assertThat(folder).doesNotExist();
    assertThat(whole).exists();
    lifetime.close();
  }

  @Test
  void refusesWhatComesAfterItsEndAndClosesIt() {
    List<String> closed = new ArrayList<>();
    lifetime.close();

    assertThatThrownBy(() -> lifetime.folder(state, "late")).isInstanceOf(SlipwayException.class);
    assertThatThrownBy(() -> lifetime.closing(() -> closed.add("late")))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("has ended");
    assertThat(closed).containsExactly("late");
  }

  @Test
  void writesItsIntentBeforeItActs() throws IOException {
    Path folder = lifetime.folder(state, "work");
    LifetimeRecord.Content content = LifetimeRecord.all(state).getFirst().read();

    assertThat(content.folders()).containsExactly(folder);
    assertThat(content.marker()).contains(lifetime.owner().marker());
    assertThat(content.process().orElseThrow().state()).isEqualTo(ProcessIdentity.State.ALIVE);
    lifetime.close();
  }
}
