package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A PostgreSQL server of our own on 127.0.0.1 whose data stays: it outlives whoever started it, is
 * started again when it dies, and finds its data again after a restart of the machine. Thread-safe.
 */
public final class KeptPostgres {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 10;
  private static final int LONGEST_SOCKET_PATH = 100;
  private static final int MOST_RESTARTS = 5;
  private static final String PORT = "port";
  private static final String DATA = "data";
  private static final ReentrantLock OPENING = new ReentrantLock();

  private final Keeper keeper;
  private final PostgresLogin login;

  private KeptPostgres(Keeper keeper, PostgresLogin login) {
    this.keeper = keeper;
    this.login = login;
  }

  /**
   * Makes sure that a server runs and returns when the user can connect to the database. What is
   * not there yet is made; the password becomes the one that is given.
   *
   * @param folder the server's own folder; its data lies there too, unless the user that PostgreSQL
   *     has to run as cannot reach it
   * @param lifetime holds what is needed on the way; the server outlives it
   * @throws SlipwayException when this machine cannot run it or it does not come up in 60 s
   */
  public static KeptPostgres open(
      Path folder, PostgresLogin login, Ports ports, Lifetime lifetime) {
    OPENING.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return openLocked(folder.toAbsolutePath(), login, ports, lifetime);
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot run PostgreSQL in " + folder + ": " + e.getMessage(), e);
    } finally {
      OPENING.unlock();
    }
  }

  /**
   * Makes ready, at the lowest priority, what the next new server needs; ends with the lifetime.
   */
  public static void prepare(Lifetime lifetime) {
    try {
      PostgresData.prepare(PostgresStore.open(System.getenv(), lifetime), lifetime);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot prepare PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** The server of a folder, running or not; empty when none was ever started there. */
  public static Optional<KeptPostgres> find(Path folder, PostgresLogin login) {
    return Keeper.find(keeperFolder(folder)).map(keeper -> new KeptPostgres(keeper, login));
  }

  private static KeptPostgres openLocked(
      Path folder, PostgresLogin login, Ports ports, Lifetime lifetime) throws IOException {
    PostgresStore store = PostgresStore.open(System.getenv(), lifetime);
    PostgresData data = PostgresData.of(folder, store);
    data.make(lifetime);
    Keeper keeper = keep(folder, data.path(), store, ports);
    KeptPostgres postgres = new KeptPostgres(keeper, login);
    postgres.setUp(lifetime);
    return postgres;
  }

  private static Keeper keep(Path folder, Path data, PostgresStore store, Ports ports) {
    Optional<Keeper> keeper = Keeper.find(keeperFolder(folder));
    Owner owner = new Owner(Owner.Kind.DEPLOYMENT, "postgres/" + Folders.uniqueName());
    if (keeper.isPresent() && keeper.get().state() instanceof KeptState.Ended) {
      DatabaseFolder.stop(data);
      if (!isStillFree(keeper.get(), ports, owner)) {
        keeper.get().remove();
        keeper = Optional.empty();
      }
    }
    if (keeper.isPresent()) {
      return keeper.get().keep(process(data, store, portOf(keeper.get()), owner));
    }
    try (PortPromise promise = ports.free(owner)) {
      return Keeper.start(keeperFolder(folder), process(data, store, promise.port(), owner));
    }
  }

  private static boolean isStillFree(Keeper keeper, Ports ports, Owner owner) {
    if (ports.claim(portOf(keeper), owner) instanceof Claim.Claimed claimed) {
      claimed.promise().close();
      return true;
    }
    return false;
  }

  private static KeptProcess process(Path data, PostgresStore store, int port, Owner owner) {
    List<String> argv = new ArrayList<>(store.user().prefix());
    argv.add(store.binaries().program("postgres").toString());
    argv.addAll(PostgresSettings.durable(data, port));
    return new KeptProcess(
        new ProcessSpec(argv, store.environment(), data, owner),
        RestartPolicy.ALWAYS,
        OutputLimit.USUAL,
        Limits.NONE,
        Signal.INTERRUPT,
        Map.of(PORT, String.valueOf(port), DATA, data.toString()));
  }

  /** How to connect to it. */
  public PostgresLogin login() {
    return login;
  }

  /** The port on 127.0.0.1; the same as long as nobody else takes it while the server is down. */
  public int port() {
    return portOf(keeper);
  }

  /** Where its data lies. */
  public Path data() {
    return Path.of(keeper.labels().getOrDefault(DATA, ""));
  }

  /** What the server does at the moment. */
  public KeptState state() {
    return keeper.state();
  }

  /** Where its log is. */
  public Path folder() {
    return keeper.folder();
  }

  /** Ends every connection and the server; its data stays. */
  public KeptState stop(Duration grace) {
    KeptState state = keeper.stop(grace);
    DatabaseFolder.stop(data());
    return state;
  }

  /** Stops the server and removes its data for good. */
  public void destroy(Duration grace) {
    stop(grace);
    try {
      PostgresData.remove(data());
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot remove the data in " + data() + ": " + e.getMessage(), e);
    }
    keeper.remove();
  }

  private void setUp(Lifetime lifetime) throws IOException {
    Path socket = socket(lifetime);
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    int restarts = keeper.state().restarts();
    while (true) {
      Optional<String> trouble = trySetUp(socket);
      if (trouble.isEmpty()) {
        return;
      }
      boolean hopeless = keeper.state().restarts() - restarts > MOST_RESTARTS;
      if (hopeless || System.nanoTime() - deadline >= 0 || hasEnded()) {
        throw new SlipwayException(
            ErrorCode.MACHINE,
            "PostgreSQL did not start on port "
                + port()
                + ": "
                + trouble.get()
                + "; its log is "
                + keeper.folder().resolve("output.log"));
      }
      KeeperFolder.pause(PAUSE_MILLIS);
    }
  }

  /** Why it did not work; a server that says it is not ready is not asked, since it logs that. */
  private Optional<String> trySetUp(Path socket) {
    if (!DatabaseFolder.isReady(data())) {
      return Optional.of("it is not ready");
    }
    try (PostgresSession session =
        PostgresSession.open(socket, PostgresStore.SUPERUSER, PostgresStore.SUPERUSER)) {
      login.prepare(session);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** A socket's path has at most 107 bytes; a link in a short folder helps where it has more. */
  private Path socket(Lifetime lifetime) throws IOException {
    Path socket = PostgresSettings.socket(data(), port());
    if (socket.toString().length() <= LONGEST_SOCKET_PATH) {
      return socket;
    }
    Path link = lifetime.folder("pg").resolve("d");
    return Files.createSymbolicLink(link, data()).resolve(String.valueOf(socket.getFileName()));
  }

  private boolean hasEnded() {
    return keeper.state() instanceof KeptState.Ended || Thread.currentThread().isInterrupted();
  }

  private static Path keeperFolder(Path folder) {
    return folder.toAbsolutePath().resolve("keeper");
  }

  private static int portOf(Keeper keeper) {
    return Integer.parseInt(keeper.labels().getOrDefault(PORT, "0"));
  }
}
