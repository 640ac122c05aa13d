package dev.slipway.server;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Keeper;
import dev.slipway.machine.KeptProcess;
import dev.slipway.machine.KeptState;
import dev.slipway.machine.OutputLimit;
import dev.slipway.machine.Owner;
import dev.slipway.machine.ProcessSpec;
import dev.slipway.machine.RestartPolicy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Finds the controller of a project, or starts one in the background. */
public final class ControllerStart {
  /** A file that says: a server keeps the journal of this project, and nobody else may. */
  static final String SERVED = "served";

  private static final Duration STARTING = Duration.ofSeconds(30);
  private static final Duration ENDING = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 25;
  private static final ReentrantLock BEGINNING = new ReentrantLock();

  private final Path root;
  private final Path stateFolder;
  private final OwnProgram program;
  private volatile boolean ended;

  /**
   * For one project.
   *
   * @param root the folder of slipway.yaml
   */
  public ControllerStart(Path root, Path stateFolder, OwnProgram program) {
    this.root = root;
    this.stateFolder = stateFolder;
    this.program = program;
  }

  private Path folder() {
    return stateFolder.resolve("controller");
  }

  /**
   * The controller; started, when there is none, under a keeper that starts it again.
   *
   * @throws SlipwayException REFUSED once everything was stopped here: whoever still follows a
   *     deployment does not bring back what is being ended
   */
  public ControlClient ensure() {
    Optional<ControlClient> running = ControlClient.find(stateFolder);
    if (running.isPresent()) {
      return running.get();
    }
    if (Files.exists(stateFolder.resolve(SERVED))) {
      throw new SlipwayException(
          ErrorCode.REFUSED,
          root + " belongs to a server, which does not run; 'slipway server' starts it");
    }
    if (ended) {
      throw new SlipwayException(ErrorCode.REFUSED, "everything of this project was stopped");
    }
    begin();
    return await();
  }

  /** One at a time, whichever program it is in: two would start two keepers. */
  private void begin() {
    BEGINNING.lock();
    try {
      Files.createDirectories(stateFolder);
      try (FileChannel channel =
              FileChannel.open(
                  stateFolder.resolve("controller.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        Optional<Keeper> known = Keeper.find(folder());
        if (known.isEmpty()) {
          Keeper.start(folder(), process());
        } else {
          known.get().keep(process());
        }
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot write in " + stateFolder + ": " + e.getMessage(), e);
    } finally {
      BEGINNING.unlock();
    }
  }

  /**
   * Starts the controller again, if it and its keeper were killed; one that was stopped stays so.
   */
  void revive() {
    if (Keeper.find(folder()).filter(ControllerStart::isLost).isPresent()) {
      begin();
    }
  }

  private static boolean isLost(Keeper keeper) {
    return keeper.state() instanceof KeptState.Ended ended
        && ended.reason() == KeptState.Reason.LOST;
  }

  /**
   * Gives the controller in this process another keeper when its own was killed: nobody else would
   * notice before the controller is needed and gone.
   */
  void keepOwn() {
    Keeper.find(folder())
        .filter(ControllerStart::isOwnAndUnkept)
        .ifPresent(keeper -> keeper.keep(process()));
  }

  private static boolean isOwnAndUnkept(Keeper keeper) {
    return keeper.state() instanceof KeptState.Unkept unkept
        && unkept.pid() == ProcessHandle.current().pid();
  }

  private KeptProcess process() {
    ProcessSpec spec =
        program.process(
            root,
            new Owner(Owner.Kind.DEPLOYMENT, "controller"),
            List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"),
            List.of("controller", "--state", stateFolder.toString()));
    KeptProcess usual = KeptProcess.of(spec);
    return new KeptProcess(
        spec,
        RestartPolicy.ALWAYS.with(RestartPolicy.Mode.ON_FAILURE),
        OutputLimit.USUAL,
        usual.limits(),
        usual.stopSignal(),
        usual.labels());
  }

  private ControlClient await() {
    long end = System.nanoTime() + STARTING.toNanos();
    while (System.nanoTime() < end) {
      Optional<ControlClient> running = ControlClient.find(stateFolder);
      if (running.isPresent()) {
        return running.get();
      }
      if (Keeper.find(folder())
          .filter(each -> each.state() instanceof KeptState.Ended)
          .isPresent()) {
        break;
      }
      pause();
    }
    throw new SlipwayException(
        ErrorCode.MACHINE,
        "the controller did not start; what it said is in " + folder().resolve("output.log"));
  }

  /**
   * Ends the controller, if there is one.
   *
   * @param everything whether what is deployed ends, too
   */
  public void stop(boolean everything) {
    Optional<ControlClient> client =
        everything ? Optional.of(ensure()) : ControlClient.find(stateFolder);
    if (client.isEmpty()) {
      return;
    }
    ended |= everything;
    client.get().call("/v1/stop", Map.of("everything", everything ? "true" : ""));
    long end = System.nanoTime() + ENDING.toNanos();
    Optional<Keeper> keeper = Keeper.find(folder());
    while (System.nanoTime() < end
        && keeper.filter(each -> !(each.state() instanceof KeptState.Ended)).isPresent()) {
      pause();
    }
    keeper.ifPresent(
        each -> {
          each.stop(Duration.ofSeconds(5));
          each.remove();
        });
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.TIMED_OUT, "interrupted while waiting for the controller", e);
    }
  }
}
