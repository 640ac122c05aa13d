package dev.slipway.server.work;

import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunEventCodec;
import dev.slipway.runner.RunId;
import dev.slipway.server.git.GitHosting;
import dev.slipway.server.git.Mirrors;
import dev.slipway.server.git.PushRecord;
import dev.slipway.server.git.ReceiveLimits;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.git.SourceEventCodec;
import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Identity;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Settings;
import dev.slipway.server.http.WebServer;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.QueueEvent;
import dev.slipway.server.queue.QueueEventCodec;
import dev.slipway.server.queue.QueueRules;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Entry;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.store.SecretStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A server in a folder, as far as it is about pushes and runs. */
final class WorkingServer implements AutoCloseable {
  static final RepositoryId SHOP = new RepositoryId("acme", "shop");
  static final String DEVELOPER = "slp_developer";
  static final String VIEWER = "slp_viewer";

  final Database database;
  final DatabaseJournal journal;
  final Repositories repositories;
  final Queue queue;
  final Orders orders;
  final Schedules schedules;
  final Dispatches dispatches;
  final PushRecord record;
  final Webhooks webhooks;
  final WorkFolders folders;
  private final RunPreparation preparation;
  private final WebServer web;
  private Optional<RunWork> work = Optional.empty();

  WorkingServer(Path folder, RunSettings settings, InstantSource clock) {
    folders = new WorkFolders(folder);
    database =
        Database.open(
            folder.resolve("slipway.db"),
            clock,
            List.of(Repositories.TABLES, Queue.TABLES, Schedules.TABLES));
    journal =
        DatabaseJournal.open(
            database,
            EventCodecs.of(new SourceEventCodec(), new QueueEventCodec(), new RunEventCodec()),
            clock);
    repositories = new Repositories(folders.repositories(), database, journal);
    queue = new Queue(database, journal, clock, new QueueRules(Duration.ofSeconds(4), 1000));
    orders = new Orders(repositories, settings, () -> "http://ci.example.com");
    schedules = new Schedules(repositories, orders, queue, database, clock);
    dispatches = new Dispatches(repositories, orders, queue);
    record =
        new PushRecord(repositories, database, journal, new PushOrders(orders, queue, schedules));
    webhooks =
        new Webhooks(
            database,
            SecretStore.open(folder.resolve("state"), Optional.empty(), clock),
            new Mirrors(repositories, record),
            schedules,
            clock);
    preparation = new RunPreparation(repositories, orders, settings, folders, clock);
    GitHosting hosting = new GitHosting(repositories, record, ReceiveLimits.DEFAULT);
    List<Route> routes = new ArrayList<>(GitRoutes.of(repositories, hosting));
    routes.addAll(WebhookRoutes.of(webhooks));
    web =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            routes,
            new People(),
            Settings.usual());
  }

  /** With a repository that takes pushes, but nothing that runs them. */
  static WorkingServer idle(Path folder) {
    WorkingServer server = new WorkingServer(folder, RunSettings.NONE, InstantSource.system());
    server.repositories.create(SHOP, "ann", Instant.now());
    return server;
  }

  /** Takes runs from now on. */
  WorkingServer working() {
    record.reconcile();
    work =
        Optional.of(
            RunWork.start(queue, database, journal, preparation, new RunWork.Capacity(8, 8)));
    return this;
  }

  /** Stops taking runs. */
  void stopWork(Duration grace) {
    work.ifPresent(each -> each.stop(grace));
    work = Optional.empty();
  }

  /** Where to push to with a token. */
  String address(String token) {
    return "http://git:" + token + "@127.0.0.1:" + web.port() + "/" + SHOP + ".git";
  }

  /** Where other servers send their messages. */
  String hook() {
    return "http://127.0.0.1:" + web.port() + "/hooks/" + SHOP;
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (var all = journal.from(1)) {
      for (var next = all.next(); next.isPresent(); next = all.next()) {
        entries.add(next.get());
      }
    }
    return entries;
  }

  <T> List<T> events(Class<T> type) {
    return entries().stream().map(Entry::event).filter(type::isInstance).map(type::cast).toList();
  }

  List<QueueEvent.Queued> queued() {
    return events(QueueEvent.Queued.class);
  }

  /** Waits until so many runs have ended. */
  List<QueueEvent.Ended> awaitEnded(int count) {
    await(() -> events(QueueEvent.Ended.class).size() >= count, "not ended: " + count);
    return events(QueueEvent.Ended.class);
  }

  /** Waits until a step of a run has begun. */
  void awaitStep() {
    await(() -> !events(RunEvent.StepStarted.class).isEmpty(), "no step");
  }

  void await(Supplier<Boolean> wanted, String otherwise) {
    long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    try {
      while (!wanted.get()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(otherwise + "; " + entries());
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The log of a step. */
  String log(RunId run, String log) throws IOException {
    LogStore logs = new LogStore(folders.run(run).resolve("logs"), InstantSource.system());
    return Files.readString(logs.file(new LogId(log)));
  }

  @Override
  public void close() {
    stopWork(Duration.ZERO);
    web.close();
    repositories.close();
    journal.close();
    database.close();
  }

  /** One who may push, and one who may only fetch. */
  private static final class People implements Identity {
    @Override
    public Optional<Caller> ofSession(String value) {
      return Optional.empty();
    }

    @Override
    public Optional<Caller> ofToken(String token) {
      return switch (token) {
        case DEVELOPER -> Optional.of(new Person("ann", Role.DEVELOPER));
        case VIEWER -> Optional.of(new Person("vic", Role.VIEWER));
        default -> Optional.empty();
      };
    }
  }

  private record Person(String name, Role role) implements Caller {
    @Override
    public boolean isSignedIn() {
      return true;
    }

    @Override
    public boolean may(Role wanted, Place place) {
      return role.includes(wanted) && place.equals(new Place.Repository("acme", "shop"));
    }
  }
}
