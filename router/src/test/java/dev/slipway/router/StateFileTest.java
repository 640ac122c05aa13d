package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  @TempDir Path folder;

  @Test
  void beginsWithAnEmptyTable() {
    try (StateFile state = StateFile.open(path())) {
      assertThat(state.table()).isEqualTo(RouteTable.empty());
      assertThat(state.address()).isEmpty();
    }
  }

  @Test
  void comesBackWithEverythingThatWasKept() {
    try (StateFile state = StateFile.open(path())) {
      state.keep(SampleTables.full());
      state.keepAddress("127.0.0.1:8080");
    }

    try (StateFile state = StateFile.open(path())) {
      assertThat(state.table()).isEqualTo(SampleTables.full());
      assertThat(state.address()).hasValue("127.0.0.1:8080");
    }
  }

  @Test
  void keepsTheNewerOfTwoTables() {
    try (StateFile state = StateFile.open(path())) {
      state.keep(new RouteTable(9, SampleTables.full().routes()));
      state.keep(new RouteTable(8, java.util.List.of()));

      assertThat(state.table().generation()).isEqualTo(9);
    }
    try (StateFile state = StateFile.open(path())) {
      assertThat(state.table().generation()).isEqualTo(9);
      assertThat(state.table().routes()).hasSize(3);
    }
  }

  @Test
  void belongsToOneRouterAtATime() {
    try (StateFile first = StateFile.open(path())) {
      assertThat(first.table().routes()).isEmpty();
      assertThatThrownBy(() -> StateFile.open(path()))
          .isInstanceOfSatisfying(
              SlipwayException.class,
              fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PORT_TAKEN))
          .hasMessageContaining("another router uses " + path());
    }
    StateFile.open(path()).close();
  }

  @Test
  void refusesDamageAndSaysHowToGoOn() throws IOException {
    try (StateFile state = StateFile.open(path())) {
      state.keep(SampleTables.full());
      state.keep(RouteTable.empty());
      state.keep(new RouteTable(42, java.util.List.of()));
    }
    Files.writeString(path(), "[]");

    assertThatThrownBy(() -> StateFile.open(path()))
        .isInstanceOfSatisfying(
            SlipwayException.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.CORRUPT))
        .hasMessageContaining("router.state.previous");
    Files.move(
        path().resolveSibling("router.state.previous"),
        path(),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (StateFile state = StateFile.open(path())) {
      assertThat(state.table()).isEqualTo(SampleTables.full());
    }
  }

  @Test
  void refusesWhatAnotherVersionWrote() {
    new DurableFile(path())
        .write("{\"generation\":1,\"routes\":[{}]}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> StateFile.open(path()))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("another version of Slipway");
  }

  private Path path() {
    return folder.resolve("router.state");
  }
}
