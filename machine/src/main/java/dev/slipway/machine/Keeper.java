package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small program in a session of its own that keeps one process running, whatever becomes of who
 * started it; this is our end of it. Thread-safe, but only one program may start and stop it.
 *
 * <p>All it has to say lies in a private folder: who it is ({@code keeper}), who the process is
 * ({@code child}), how its last run ended ({@code exit}), why it is not started again ({@code
 * end}), that it is to stop ({@code stop}), and its output ({@code output.log}, older {@code
 * output.log.1}). Nothing of the environment does.
 */
public final class Keeper {
  private final KeeperFolder folder;

  private Keeper(KeeperFolder folder) {
    this.folder = folder;
  }

  /**
   * Starts a keeper and returns when it has started the process, which is not to say that the
   * process stays.
   *
   * @param folder a folder that is not there yet; everything of the keeper goes into it
   * @throws SlipwayException when the program is not installed or the folder is there
   */
  public static Keeper start(Path folder, KeptProcess process) {
    Programs.require(process.spec());
    KeeperFolder made = KeeperFolder.create(folder, process);
    return launch(made, process, KeeperScript.FirstRun.FRESH);
  }

  /** The keeper of a folder, alive or not. */
  public static Optional<Keeper> find(Path folder) {
    return KeeperFolder.find(folder).map(Keeper::new);
  }

  /** The keepers whose folders lie in one folder. */
  public static List<Keeper> all(Path parent) {
    return KeeperFolder.all(parent).stream().map(Keeper::new).toList();
  }

  /** Where all it has to say lies. */
  public Path folder() {
    return folder.path();
  }

  /** What its starter wanted to know about it later. */
  public Map<String, String> labels() {
    return folder.labels();
  }

  /** What differs from what was asked for, to be shown to the user. */
  public Optional<String> note() {
    return folder.note();
  }

  /** What the process does at the moment. */
  public KeptState state() {
    return folder.state();
  }

  /**
   * Reads what the process printed.
   *
   * @param lines how many of the last lines to begin with; 0 for what comes from now on
   */
  public KeptOutput output(int lines) {
    try {
      return KeptOutput.last(folder.path(), lines);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "Cannot read the output in " + folder.path() + ": " + e.getMessage(),
          e);
    }
  }

  /**
   * Makes sure that the process is kept: a process whose keeper died gets a new one and is not
   * disturbed; one that has ended is started again.
   */
  public Keeper keep(KeptProcess process) {
    return switch (state()) {
      case KeptState.Starting _, KeptState.Running _, KeptState.Waiting _ -> this;
      case KeptState.Unkept unkept -> {
        folder.forgetKeeper();
        yield launch(
            folder, process, new KeeperScript.FirstRun(unkept.restarts() + 1, folder.child()));
      }
      case KeptState.Ended ended -> {
        folder.killRest();
        folder.forgetRun();
        yield launch(
            folder, process, new KeeperScript.FirstRun(ended.restarts() + 2, Optional.empty()));
      }
    };
  }

  /**
   * Stops the process and the keeper and returns how it ended: the signal it wants to itself; what
   * it leaves behind gets SIGTERM; when the grace is over, all is killed. Stopping twice does no
   * harm, nor does being killed while stopping: the intent is on the disk first.
   */
  public KeptState stop(Duration grace) {
    return new KeeperStop(folder, grace).run();
  }

  /** Removes the folder of a keeper that has ended, its output too. */
  public void remove() {
    if (!(state() instanceof KeptState.Ended)) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "The process of " + folder.path() + " still runs: stop it first");
    }
    ControlGroup.of(folder.marker(), Limits.NONE).remove();
    folder.delete();
  }

  private static Keeper launch(
      KeeperFolder folder, KeptProcess process, KeeperScript.FirstRun first) {
    try {
      List<Path> groups = limit(folder, process.limits());
      String script =
          KeeperScript.of(folder.path(), resolved(process), groups, folder.marker(), first);
      KeeperShell.run(folder, script, first);
      return new Keeper(folder);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "Cannot start a keeper in " + folder.path() + ": " + e.getMessage(),
          e);
    }
  }

  /** A machine that does not let us limit is no reason not to start. */
  private static List<Path> limit(KeeperFolder folder, Limits limits) {
    try {
      return ControlGroup.of(folder.marker(), limits).make();
    } catch (IOException e) {
      folder.note("its limits are not enforced on this machine: " + e.getMessage());
      return List.of();
    }
  }

  private static KeptProcess resolved(KeptProcess process) {
    ProcessSpec spec = process.spec();
    List<String> argv = new ArrayList<>(spec.argv());
    argv.set(0, Programs.require(spec).toString());
    return process.withSpec(
        new ProcessSpec(argv, spec.environment(), spec.directory(), spec.owner()));
  }
}
