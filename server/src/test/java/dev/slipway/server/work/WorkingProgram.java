package dev.slipway.server.work;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** A {@link WorkingServer} in a process of its own, which can be killed. */
final class WorkingProgram {
  private WorkingProgram() {}

  /**
   * Serves until it is killed.
   *
   * @param arguments the data folder
   */
  public static void main(String[] arguments) throws InterruptedException {
    WorkingServer server =
        new WorkingServer(Path.of(arguments[0]), RunSettings.NONE, InstantSource.system());
    if (server.repositories.find(WorkingServer.SHOP).isEmpty()) {
      server.repositories.create(WorkingServer.SHOP, "ann", Instant.now());
    }
    server.working();
    System.out.println("at " + server.address(WorkingServer.DEVELOPER));
    Thread.sleep(Long.MAX_VALUE);
  }
}
