package dev.slipway.deliver;

import java.nio.file.Path;
import java.util.Optional;

/** The databases of environments: those that Slipway runs, and those that somebody else runs. */
interface Databases {
  /** Makes sure that a database is there, and answers where. */
  DatabaseUrl start(Environment environment, Component.Database database);

  /**
   * Where a database is that Slipway runs, if it is there already. A server that was stopped is
   * started again, since only then can it say what is in it; none is made.
   */
  Optional<DatabaseUrl> find(Environment environment, Component.Database database);

  /** Where the data of a database lies that Slipway runs, once it is there. */
  Optional<Path> data(EnvironmentName environment, ComponentName database);

  /** Ends every database that Slipway runs here; what is in them stays. */
  void clear();
}
