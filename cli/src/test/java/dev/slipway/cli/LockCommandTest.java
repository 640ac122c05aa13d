package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockCommandTest {
  @TempDir Path folder;

  private void lock(String... words) {
    Command command = new LockCommand();
    Session session =
        new Session(folder, Map.of(), new Terminal(Capabilities.NONE), InstantSource.system());
    command.run(command.syntax().parse(List.of(words)), session);
  }

  @Test
  void refusesATimeThatIsOverAtOnce() {
    assertThatThrownBy(() -> lock("production", "--for", "10ms"))
        .hasMessage("--for wants a second at least, not 10ms");
    assertThatThrownBy(() -> lock("production", "--for", "soon"))
        .hasMessage("--for wants a duration such as 500ms, 10s, 5m or 2h, not 'soon'");
    assertThatThrownBy(this::lock).hasMessage("the name of the environment is missing");
  }

  @Test
  void statusSaysWhoHasTheLockUntilWhenAndWhy() {
    String status =
        """
        {"environments": [{"name": "production", "lockedBy": "ada",
          "lockedUntil": "2026-11-24T18:00:00Z", "lockReason": "the sale"}],
         "deployments": []}
        """;

    String text =
        StatusCommand.text(
            new Terminal(Capabilities.NONE),
            JsonText.read(status.getBytes(StandardCharsets.UTF_8)));

    assertThat(text)
        .isEqualTo(
            "production  nothing serves  locked by ada until 2026-11-24T18:00:00Z: the sale\n\n");
  }
}
