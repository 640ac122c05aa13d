package dev.slipway.deliver;

import dev.slipway.machine.Keeper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where everything that runs for a project prints to; reading only, no controller is needed. */
public final class ProjectLogs {
  private static final String KEEPER = "keeper";

  private final Path stateFolder;

  /** The logs of a state folder. */
  public ProjectLogs(Path stateFolder) {
    this.stateFolder = stateFolder.toAbsolutePath();
  }

  /** Everything that prints, or did and is still kept, in order of environment and name. */
  public List<LogSource> sources() {
    List<LogSource> sources = new ArrayList<>();
    for (Keeper keeper : Keeper.all(ProcessTarget.folder(stateFolder))) {
      Instance instance = InstanceLabels.instance(keeper);
      sources.add(
          new LogSource(
              instance.environment().text(),
              instance.component().text(),
              instance.id().text(),
              instance.state().phase().isLive(),
              keeper::output));
    }
    Path databases = stateFolder.resolve("databases");
    for (Path environment : KeptDatabases.children(databases)) {
      for (Path database : KeptDatabases.children(environment)) {
        Keeper.find(database.resolve(KEEPER))
            .ifPresent(keeper -> sources.add(database(environment, database, keeper)));
      }
    }
    sources.sort(Comparator.comparing(LogSource::environment).thenComparing(LogSource::name));
    return sources;
  }

  private static LogSource database(Path environment, Path database, Keeper keeper) {
    String place = String.valueOf(environment.getFileName());
    String name = String.valueOf(database.getFileName());
    return new LogSource(
        place, name, place + "-" + name, keeper.state().isRunning(), keeper::output);
  }
}
