package dev.slipway.runner;

import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.OutputSink;
import dev.slipway.machine.Owner;
import dev.slipway.machine.ProcessGroup;
import dev.slipway.machine.ProcessSpec;
import dev.slipway.machine.Stop;
import java.time.Duration;
import java.util.Locale;

/** Runs the commands of jobs as plain processes of this machine. */
final class HostExecutor implements Executor {
  private static final Duration LONGEST = Duration.ofDays(35);

  private final Stop stages;

  /** Commands are stopped as GitHub's runner does. */
  HostExecutor() {
    this(Stop.GRACEFUL);
  }

  /**
   * Commands are stopped with the patience given.
   *
   * @param stages how long each signal is waited for
   */
  HostExecutor(Stop stages) {
    this.stages = stages;
  }

  @Override
  public Workbench open(Owner owner, JobSpace space) {
    return new HostWorkbench(owner, stages);
  }

  private static final class HostWorkbench implements Workbench {
    private final Owner owner;
    private final Stop stages;

    HostWorkbench(Owner owner, Stop stages) {
      this.owner = owner;
      this.stages = stages;
    }

    @Override
    public Exit run(Exec exec, OutputSink output, Cancellation stop) {
      ProcessSpec spec = new ProcessSpec(exec.argv(), exec.environment(), exec.folder(), owner);
      try (ProcessGroup process = ProcessGroup.start(spec, output);
          Cancellation.Registration ignored =
              stop.onRequest(() -> Thread.ofVirtual().start(() -> process.stop(stages)))) {
        dev.slipway.machine.Exit exit =
            process
                .await(LONGEST)
                .orElseThrow(() -> new IllegalStateException("a step ran for 35 days"));
        if (exit.stopped()) {
          return new Exit.Cancelled();
        }
        return new Exit.Code(exit.code());
      } catch (SlipwayException e) {
        return new Exit.NotStarted(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public String operatingSystem() {
      return System.getProperty("os.name", "").startsWith("Mac") ? "macOS" : "Linux";
    }

    @Override
    public String architecture() {
      return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
        case "aarch64", "arm64" -> "ARM64";
        case "x86", "i386" -> "X86";
        default -> "X64";
      };
    }

    @Override
    public void close() {
      // What a job left running carries its owner's mark and ends with the run's lifetime.
    }
  }
}
