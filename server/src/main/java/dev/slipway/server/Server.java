package dev.slipway.server;

import dev.slipway.server.access.Access;
import dev.slipway.server.git.GitHosting;
import dev.slipway.server.git.Mirrors;
import dev.slipway.server.git.PushRecord;
import dev.slipway.server.git.ReceiveLimits;
import dev.slipway.server.health.DeliveryGauges;
import dev.slipway.server.health.HealthRoutes;
import dev.slipway.server.health.Metrics;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Settings;
import dev.slipway.server.http.WebServer;
import dev.slipway.server.web.AccountRoutes;
import dev.slipway.server.web.AdminRoutes;
import dev.slipway.server.web.DoorRoutes;
import dev.slipway.server.web.Sources;
import dev.slipway.server.web.WebRoutes;
import dev.slipway.server.work.FollowUps;
import dev.slipway.server.work.Orders;
import dev.slipway.server.work.PushOrders;
import dev.slipway.server.work.RunPreparation;
import dev.slipway.server.work.RunSettings;
import dev.slipway.server.work.RunWork;
import dev.slipway.server.work.Schedules;
import dev.slipway.server.work.WebhookRoutes;
import dev.slipway.server.work.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The server of a team: takes pushes, runs what they trigger, delivers it, and shows all of it.
 *
 * <p>Everything it knows is in its data folder; one server a folder. After an end of any kind the
 * next one goes on where the journal left off.
 */
public final class Server implements AutoCloseable {
  /** How long runs may go on once the server ends. */
  private static final Duration LONGEST_RUNS = Duration.ofSeconds(10);

  private final ServerSettings settings;
  private final Access access;
  private final WebServer web;
  private final Closing closing;

  private Server(ServerSettings settings, Access access, WebServer web, Closing closing) {
    this.settings = settings;
    this.access = access;
    this.web = web;
    this.closing = closing;
  }

  /**
   * Starts it; when this returns it serves.
   *
   * @throws dev.slipway.fault.SlipwayException MACHINE when another server has the data folder,
   *     CORRUPT when the folder is damaged or a newer version's, PORT_TAKEN when it cannot listen
   */
  public static Server start(ServerSettings settings) {
    Closing closing = new Closing();
    try {
      return start(settings, closing);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private static Server start(ServerSettings settings, Closing closing) {
    Foundation base = Foundation.open(settings, closing);
    AtomicReference<String> address = new AtomicReference<>("");
    Deliveries deliveries =
        closing.add(
            new Deliveries(
                settings.folders(),
                base.repositories(),
                base.journal(),
                settings.program(),
                settings.clock()));
    RunSettings runSettings = new ProjectSettings(deliveries, settings.program());
    Orders orders = new Orders(base.repositories(), runSettings, address::get);
    Schedules schedules =
        new Schedules(base.repositories(), orders, base.queue(), base.database(), settings.clock());
    PushRecord record =
        new PushRecord(
            base.repositories(),
            base.database(),
            base.journal(),
            new PushOrders(orders, base.queue(), schedules));
    record.reconcile();
    Metrics metrics = new Metrics();
    DeliveryGauges.addTo(metrics, base.database(), settings.clock());
    WebRoutes pages = new WebRoutes(sources(settings, base, deliveries), settings.clock());
    Webhooks webhooks =
        new Webhooks(
            base.database(),
            settings.secrets(),
            new Mirrors(base.repositories(), record),
            schedules,
            settings.clock());
    List<Route> routes = new ArrayList<>(pages.routes());
    routes.addAll(WebhookRoutes.of(webhooks));
    routes.addAll(routes(settings, base, record, metrics));
    WebServer web =
        closing.add(
            WebServer.start(
                settings.http(),
                routes,
                base.access(),
                Settings.usual()
                    .withErrorPages(pages.errorPages())
                    .withFormKey(base.access().formKey())
                    .withWitness(base.access())
                    .withObserver(metrics)));
    Server server = new Server(settings, base.access(), web, closing);
    address.set(server.address().toString());
    deliveries.resume();
    server.work(base, orders, schedules, runSettings);
    closing.add(webhooks.start());
    return server;
  }

  private static List<Route> routes(
      ServerSettings settings, Foundation base, PushRecord record, Metrics metrics) {
    GitHosting hosting = new GitHosting(base.repositories(), record, ReceiveLimits.DEFAULT);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new GitRoutes(hosting, base.repositories(), settings.clock()).routes());
    routes.addAll(new DoorRoutes(base.access()).routes());
    routes.addAll(new AccountRoutes(base.access(), settings.clock()).routes());
    routes.addAll(new AdminRoutes(base.access(), settings.clock(), settings::facts).routes());
    routes.addAll(new HealthRoutes(base.checks(), metrics).routes());
    return routes;
  }

  private static Sources sources(ServerSettings settings, Foundation base, Deliveries deliveries) {
    return new Sources(
        base.runs(),
        base.queue(),
        base.journal(),
        base.repositories(),
        settings.folders().runs(),
        id ->
            deliveries
                .ifDeliverable(id)
                .map(
                    found ->
                        new Sources.Delivered(
                            found.project(), found.controller(), deliveries.journal(id))));
  }

  /** Begins to take runs, now that whatever a job asks the server for is answered. */
  private void work(Foundation base, Orders orders, Schedules schedules, RunSettings runSettings) {
    RunPreparation preparation =
        new RunPreparation(
            base.repositories(), orders, runSettings, settings.folders(), settings.clock());
    RunWork work =
        RunWork.start(
            base.queue(),
            base.database(),
            base.journal(),
            preparation,
            RunWork.Capacity.ofMachine());
    closing.add(() -> work.stop(LONGEST_RUNS));
    schedules.refresh();
    closing.add(schedules.start());
    closing.add(
        FollowUps.start(
            base.database(), base.journal(), base.repositories(), orders, base.queue()));
  }

  /** Where it is for a browser on this machine. */
  public URI address() {
    String host = settings.http().getAddress().getHostAddress();
    if (settings.http().getAddress().isAnyLocalAddress()) {
      host = "localhost";
    }
    return URI.create("http://" + host + ":" + web.port());
  }

  /**
   * The link by which the first user joins, good once; empty when there are users. It is a secret.
   */
  public Optional<URI> firstLink() {
    return access.invitations().first().map(link -> address().resolve("/join/" + link.reveal()));
  }

  /** Ends it; what is deployed goes on, and runs that have not ended begin again with the next. */
  @Override
  public void close() {
    closing.close();
  }
}
