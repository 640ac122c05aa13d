package dev.slipway.runner.action;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs programs in the job: with the step's environment, inside whatever holds the job. */
public interface Commands {
  /**
   * What a program left behind.
   *
   * @param output what it printed, standard error included, cut at 1 MiB
   */
  record Result(int exitCode, String output) {
    /** Whether it ended with 0. */
    public boolean isSuccess() {
      return exitCode == 0;
    }
  }

  /**
   * Runs a program to its end and returns what it printed; nothing of it reaches the log.
   *
   * @throws dev.slipway.fault.SlipwayException when it cannot be started or outlives the deadline
   */
  Result run(List<String> argv, Path directory, Duration deadline);
}
