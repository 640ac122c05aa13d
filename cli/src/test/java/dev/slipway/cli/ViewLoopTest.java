package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewLoopTest {
  @TempDir Path folder;

  /** Keeps what it was shown. */
  private static class Recording implements RunView {
    final List<String> seen = new ArrayList<>();
    final CountDownLatch ticked = new CountDownLatch(2);

    @Override
    public void show(Entry entry) {
      seen.add(entry.seq() + "");
    }

    @Override
    public void tick() {
      ticked.countDown();
    }

    @Override
    public void close() {
      seen.add("closed");
    }
  }

  @Test
  void showsEverythingInOrderBeforeItCloses() {
    Recording view = new Recording();
    try (ViewLoop loop = new ViewLoop(view)) {
      new ScriptedRun(folder, loop::offer).begin().queue("a").queue("b");
    }

    assertThat(view.seen).containsExactly("1", "2", "3", "closed");
  }

  @Test
  void ticksWhileNothingHappens() throws InterruptedException {
    Recording view = new Recording();
    try (ViewLoop loop = new ViewLoop(view)) {
      assertThat(view.ticked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(loop).isNotNull();
    }
  }

  @Test
  void tellsAtTheEndThatTheViewBroke() {
    RunView broken =
        new Recording() {
          @Override
          public void show(Entry entry) {
            throw new IllegalStateException("broken view");
          }
        };
    ViewLoop loop = new ViewLoop(broken);
    new ScriptedRun(folder, loop::offer).begin();

    assertThatThrownBy(loop::close).hasMessage("broken view");
  }
}
