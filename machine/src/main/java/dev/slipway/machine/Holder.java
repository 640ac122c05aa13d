package dev.slipway.machine;

import java.util.OptionalLong;

/** Who listens on a port: the process id, where we may see it, and its command. */
public record Holder(OptionalLong pid, String command) {
  /** For an error text: {@code process 812 (postgres -D /data)}. */
  public String describe() {
    if (pid.isEmpty()) {
      return command;
    }
    return "process " + pid.getAsLong() + " (" + command + ")";
  }
}
