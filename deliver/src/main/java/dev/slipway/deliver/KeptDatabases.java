package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.KeptPostgres;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Owner;
import dev.slipway.machine.Ports;
import dev.slipway.machine.PostgresLogin;
import dev.slipway.machine.Reaper;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import dev.slipway.store.StoredSecret;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The databases that Slipway runs for the environments of a project: one PostgreSQL each, kept,
 * with its data and settings in {@code databases/ENVIRONMENT/NAME} of the state folder, and files
 * of SQLite in {@code data/ENVIRONMENT}. Thread-safe.
 *
 * <p>The password is made once and lies among the secrets of the environment.
 */
public final class KeptDatabases implements Databases {
  private static final String HOST = "127.0.0.1";
  private static final String NAME = "app";

  /** To look at a server, and to end it, nobody has to connect. */
  private static final PostgresLogin NOBODY = new PostgresLogin(NAME, "-", NAME);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int PASSWORD_BYTES = 24;

  private final Path stateFolder;
  private final SecretStore secrets;
  private final Ports ports;

  /** The databases of a state folder. */
  public KeptDatabases(Path stateFolder, SecretStore secrets, Ports ports) {
    this.stateFolder = stateFolder.toAbsolutePath();
    this.secrets = secrets;
    this.ports = ports;
  }

  @Override
  public DatabaseUrl start(Environment environment, Component.Database database) {
    return switch (database.address()) {
      case DatabaseAddress.Embedded _ -> embedded(environment.name(), database.name());
      case DatabaseAddress.Sqlite sqlite -> sqlite(environment.name(), sqlite);
      case DatabaseAddress.Server _ -> throw foreign(database);
    };
  }

  @Override
  public Optional<DatabaseUrl> find(Environment environment, Component.Database database) {
    return switch (database.address()) {
      case DatabaseAddress.Embedded _ -> existing(environment.name(), database.name());
      case DatabaseAddress.Sqlite sqlite ->
          Optional.of(sqlite(environment.name(), sqlite))
              .filter(url -> url instanceof DatabaseUrl.Sqlite one && Files.exists(one.file()));
      case DatabaseAddress.Server _ -> throw foreign(database);
    };
  }

  private Optional<DatabaseUrl> existing(EnvironmentName environment, ComponentName database) {
    Optional<KeptPostgres> server = KeptPostgres.find(folder(environment, database), NOBODY);
    if (server.isEmpty()) {
      return Optional.empty();
    }
    if (server.get().state().isRunning()) {
      return Optional.of(url(server.get().port(), login(environment, database)));
    }
    return Optional.of(embedded(environment, database));
  }

  @Override
  public Optional<Path> data(EnvironmentName environment, ComponentName database) {
    return KeptPostgres.find(folder(environment, database), NOBODY).map(KeptPostgres::data);
  }

  @Override
  public void clear() {
    forEach(server -> server.stop(GRACE));
  }

  /** Ends every database that Slipway runs here, and removes what is in them for good. */
  public void destroy() {
    forEach(server -> server.destroy(GRACE));
  }

  private void forEach(Consumer<KeptPostgres> action) {
    for (Path environment : children(stateFolder.resolve("databases"))) {
      for (Path database : children(environment)) {
        KeptPostgres.find(database, NOBODY).ifPresent(action);
      }
    }
  }

  static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return children;
    }
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      paths.forEach(children::add);
      return children;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private DatabaseUrl embedded(EnvironmentName environment, ComponentName database) {
    // What making a server needs on the way ends with this call, or with the next after a crash.
    Reaper.reap(stateFolder);
    String unique = ProcessHandle.current().pid() + "-" + System.nanoTime();
    Owner owner = new Owner(Owner.Kind.COMMAND, "database-" + unique);
    try (Lifetime lifetime = Lifetime.begin(stateFolder, owner)) {
      PostgresLogin login = login(environment, database);
      KeptPostgres server =
          KeptPostgres.open(folder(environment, database), login, ports, lifetime);
      return url(server.port(), login);
    }
  }

  private static DatabaseUrl url(int port, PostgresLogin login) {
    return new DatabaseUrl.Postgres(
        HOST, port, login.database(), login.user(), Secret.of(login.password()), "");
  }

  private DatabaseUrl sqlite(EnvironmentName environment, DatabaseAddress.Sqlite address) {
    Path folder = stateFolder.resolve("data").resolve(environment.text());
    Path file = folder.resolve(address.file()).normalize();
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot make the folder of " + file + ": " + e.getMessage(), e);
    }
    return new DatabaseUrl.Sqlite(file);
  }

  private Path folder(EnvironmentName environment, ComponentName database) {
    return stateFolder.resolve("databases").resolve(environment.text()).resolve(database.text());
  }

  private synchronized PostgresLogin login(EnvironmentName environment, ComponentName database) {
    String name =
        "SLIPWAY_" + database.text().toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD";
    StoredSecret stored = secrets.effective(environment.text()).get(name);
    if (stored != null) {
      return new PostgresLogin(NAME, stored.value().reveal(), NAME);
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    secrets.set(Optional.of(environment.text()), name, Secret.of(password));
    return new PostgresLogin(NAME, password, NAME);
  }

  private static SlipwayException foreign(Component.Database database) {
    return new SlipwayException(
        ErrorCode.INTERNAL, database.name() + " is a database that Slipway does not run");
  }
}
