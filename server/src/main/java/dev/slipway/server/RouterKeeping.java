package dev.slipway.server;

import dev.slipway.deliver.RouterSettings;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Keeper;
import dev.slipway.machine.KeptProcess;
import dev.slipway.machine.KeptState;
import dev.slipway.machine.Owner;
import dev.slipway.machine.ProcessSpec;
import dev.slipway.machine.RestartPolicy;
import dev.slipway.router.RouterClient;
import dev.slipway.router.RouterProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The router of a project: a process of its own under a keeper of its own, so that neither an end
 * of the controller nor one of the router cuts traffic for longer than a start takes.
 */
final class RouterKeeping {
  private static final Duration STARTING = Duration.ofSeconds(20);

  /** Without it nothing is served at all, so no wait grows long. */
  private static final RestartPolicy SOON =
      new RestartPolicy(
          RestartPolicy.Mode.ALWAYS,
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          0);

  private static final long LOOK_MILLIS = 20;
  private static final int LONGEST_SOCKET_PATH = 100;

  private final OwnProgram program;
  private final Path stateFolder;
  private final Path root;
  private final RouterClient client;

  RouterKeeping(OwnProgram program, Path root, Path stateFolder) {
    this.program = program;
    this.root = root;
    this.stateFolder = stateFolder;
    this.client = new RouterClient(socket(stateFolder));
  }

  /** A Unix socket's path has at most 107 bytes; a deep project's lies among temporary files. */
  static Path socket(Path stateFolder) {
    Path usual = stateFolder.resolve("router.sock");
    if (usual.toString().length() <= LONGEST_SOCKET_PATH) {
      return usual;
    }
    String name = Integer.toHexString(stateFolder.toString().hashCode());
    return Path.of(System.getProperty("java.io.tmpdir"), "slipway-router-" + name, "router.sock");
  }

  RouterClient client() {
    return client;
  }

  /** Makes sure that it runs and takes commands; answers how it really listens. */
  RouterSettings ensure(RouterSettings wanted) {
    Path folder = stateFolder.resolve("router");
    KeptProcess process = KeptProcess.of(process(wanted)).withRestart(SOON);
    Optional<Keeper> known = Keeper.find(folder);
    if (known.isEmpty()) {
      Keeper.start(folder, process);
    } else {
      known.get().keep(process);
    }
    return new RouterSettings(await(folder), wanted.https(), wanted.certificates());
  }

  private ProcessSpec process(RouterSettings wanted) {
    List<String> words = new ArrayList<>(List.of("router", "run"));
    words.addAll(List.of("--http", wanted.http().toString()));
    wanted.https().ifPresent(address -> words.addAll(List.of("--https", address.toString())));
    for (RouterSettings.Certificate each : wanted.certificates()) {
      words.addAll(
          List.of("--certificate", root.resolve(each.chain()) + ":" + root.resolve(each.key())));
    }
    words.addAll(List.of("--state", stateFolder.resolve("router.state").toString()));
    words.addAll(List.of("--admin", socket(stateFolder).toString()));
    words.addAll(List.of("--project", root.toString()));
    Owner owner = new Owner(Owner.Kind.DEPLOYMENT, "router");
    return program.process(root, owner, RouterProcess.jvmOptions(), words);
  }

  private RouterSettings.Address await(Path folder) {
    long end = System.nanoTime() + STARTING.toNanos();
    while (true) {
      try {
        String http = client.status().http();
        int colon = http.lastIndexOf(':');
        return new RouterSettings.Address(
            http.substring(0, colon), Integer.parseInt(http.substring(colon + 1)));
      } catch (SlipwayException e) {
        boolean gaveUp =
            Keeper.find(folder).filter(each -> each.state() instanceof KeptState.Ended).isPresent();
        if (e.code() != ErrorCode.UNREACHABLE || gaveUp || System.nanoTime() > end) {
          throw new SlipwayException(
              ErrorCode.MACHINE,
              "the router did not start; what it said is in " + folder.resolve("output.log"),
              e);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "interrupted while the router starts", e);
    }
  }

  /** Stops it for good. */
  void stop() {
    Keeper.find(stateFolder.resolve("router"))
        .ifPresent(
            keeper -> {
              keeper.stop(Duration.ofSeconds(5));
              keeper.remove();
            });
  }
}
