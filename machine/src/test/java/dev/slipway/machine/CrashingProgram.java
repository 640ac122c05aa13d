package dev.slipway.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that starts one of everything, says so and waits to be killed. */
final class CrashingProgram {
  private CrashingProgram() {}

  /** Prints folder, server and child as {@code name=value} lines, then {@code ready}. */
  public static void main(String[] arguments) {
    Lifetime lifetime = Lifetimes.begin(Path.of(arguments[0]));
    Path folder = lifetime.folder("crash");
    int port = lifetime.closing(Ports.ofMachine().free(lifetime.owner())).port();
    PostgresSpec postgres =
        new PostgresSpec(Optional.empty(), "app", Optional.empty(), "app", port, List.of());
    long server = EmbeddedPostgres.start(postgres, lifetime, OutputSink.NONE).pid();
    ProcessSpec spec =
        new ProcessSpec(
            List.of("sh", "-c", "trap '' INT TERM HUP; (setsid sleep 1000 &); sleep 1000"),
            Map.of("PATH", "/usr/bin:/bin"),
            folder,
            lifetime.owner());
    ProcessGroup group = ProcessGroup.start(spec, OutputSink.NONE);
    System.out.println("folder=" + folder);
    System.out.println("server=" + server);
    System.out.println("child=" + group.pid());
    System.out.println("marker=" + lifetime.owner().marker());
    if (arguments.length > 1) {
      Runtime.getRuntime().addShutdownHook(new Thread(lifetime::close));
    }
    System.out.println("ready");
    group.await(Duration.ofMinutes(2));
  }
}
