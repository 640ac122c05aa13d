package dev.slipway.runner;

import java.nio.file.Path;
import java.time.InstantSource;

/** A program that runs the workflows of a repository, to be killed by a test. */
final class RunProgram {
  private RunProgram() {}

  /** The argument is the repository. */
  public static void main(String[] arguments) {
    Run run = Run.prepare(RunRequest.push(Path.of(arguments[0])), InstantSource.system());
    run.execute(
        entry -> {},
        (job, step, line) -> {
          System.out.println(job + "/" + step + ": " + line);
          System.out.flush();
        },
        new Cancellation(),
        Gate.OPEN);
    System.out.println("ended");
  }
}
