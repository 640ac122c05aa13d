package dev.slipway.machine;

import dev.slipway.fault.SlipwayException;
import java.io.File;
import java.time.Duration;
import java.util.Optional;

/** The terminal that this program was started on. */
public final class ControllingTerminal {
  private static final File DEVICE = new File("/dev/tty");
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private ControllingTerminal() {}

  /**
   * Its size as {@code stty size} says it, {@code LINES COLUMNS}; empty when there is no terminal
   * or no answer within half a second. Takes a few milliseconds.
   */
  public static Optional<String> size() {
    try {
      Command.Answer answer = Command.of("stty", "size").run(PATIENCE, DEVICE);
      return Optional.of(answer.text()).filter(_ -> answer.succeeded());
    } catch (SlipwayException noTerminal) {
      return Optional.empty();
    }
  }
}
