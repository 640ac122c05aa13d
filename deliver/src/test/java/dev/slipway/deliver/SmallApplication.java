package dev.slipway.deliver;

import dev.slipway.deliver.build.BuildListener;
import dev.slipway.deliver.build.BuildOutcome;
import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseBuilder;
import dev.slipway.machine.Git;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Owner;
import dev.slipway.machine.Person;
import dev.slipway.router.RouterClient;
import dev.slipway.router.RouterSetup;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import dev.slipway.store.Journal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A small web application in a repository of its own, with everything real that deploys it: release
 * store, processes, a router that is told what to do on its socket, a controller with its journal.
 */
final class SmallApplication implements AutoCloseable {
  static final String ENVIRONMENT = "production";

  private static final String CODE =
      """
      import http.server, os, random, socketserver, sys, threading, time

      FAIL, DELAY, SICK, LIFE, EXIT = BEHAVIOUR

      class Answer(http.server.BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"

          def do_GET(self):
              health = self.path == "/up"
              if not health and DELAY:
                  time.sleep(DELAY)
              bad = SICK if health else random.random() < FAIL
              body = os.environ["SLIPWAY_RELEASE"].encode()
              self.send_response(500 if bad else 200)
              self.send_header("Content-Length", str(len(body)))
              self.send_header("X-Release", body.decode())
              self.end_headers()
              if self.command != "HEAD":
                  self.wfile.write(body)
              if health and LIFE:
                  threading.Timer(LIFE, lambda: os._exit(9)).start()

          do_HEAD = do_GET

          def log_message(self, *words):
              pass

      class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
          daemon_threads = True
          request_queue_size = 128

      if EXIT:
          sys.exit("the settings are wrong")
      Server(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()
      """;

  private static final String SETTINGS =
      """
      name: small
      components:
        api:
          type: service
          path: api
          start: exec python3 server.py
          instances: INSTANCES
          paths: /
          drain: 1s
          stop-grace: 2s
          health: {path: /up, within: 5s}
          restart: {policy: on-failure, attempts: 2}
      COMPONENT
      environments:
        production:
          strategy:
            type: STRATEGY
          watch: WATCH
      MORE
      """;

  final Path root;
  final RouterClient router;
  private final Routing routing;
  private final Lifetime lifetime;
  private final Git git;
  private int instances = 2;
  private FileJournal journal;
  private Controller controller;

  SmallApplication(Path folder) {
    this(folder, Routing.Inside::new);
  }

  /** One that gets its router, for its own folder, as told. */
  SmallApplication(Path folder, Function<Path, Routing> router) {
    try {
      root = Files.createDirectories(folder.resolve("small"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    lifetime =
        Lifetime.begin(folder.resolve("lifetimes"), new Owner(Owner.Kind.COMMAND, "small-test"));
    git = Git.initialise(root, "main");
    routing = router.apply(root);
    this.router = new RouterClient(Routing.socket(root));
    settings(
        "canary\n      minimum-requests: 20\n      steps: [{weight: 20, for: 3s}]", "2s", "", "");
    code(Behaviour.GOOD);
    write(".gitignore", ".slipway/\n");
    journal = journal(root);
    controller = controller();
  }

  /** What a release does. */
  record Behaviour(double fail, double delay, boolean sick, double life, boolean exit) {
    static final Behaviour GOOD = new Behaviour(0, 0, false, 0, false);

    String python() {
      return fail
          + ", "
          + delay
          + ", "
          + (sick ? "True" : "False")
          + ", "
          + life
          + ", "
          + (exit ? "True" : "False");
    }
  }

  /** How many instances the next settings ask for. */
  void instances(int number) {
    instances = number;
  }

  void settings(String strategy, String watch, String component, String environment) {
    write(
        "slipway.yaml",
        SETTINGS
            .replace("COMPONENT", component)
            .replace("INSTANCES", String.valueOf(instances))
            .replace("STRATEGY", strategy)
            .replace("WATCH", watch)
            .replace("MORE", environment));
  }

  void code(Behaviour behaviour) {
    write("api/server.py", CODE.replace("BEHAVIOUR", behaviour.python()));
  }

  void write(String name, String content) {
    try {
      Files.createDirectories(root.resolve(name).getParent());
      Files.writeString(root.resolve(name), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Project project() {
    return project(root);
  }

  private static Project project(Path root) {
    return new Project(root, System.getenv(), InstantSource.system());
  }

  /** A release of what is written now. */
  String build(String message) {
    git.commitAll(message, new Person("Ada", "ada@example.com"), Instant.now());
    BuildOutcome outcome =
        new ReleaseBuilder(project().releases(), System.getenv(), InstantSource.system())
            .build(ReleaseRecipe.of(root, project().delivery()), lifetime, BuildListener.SILENT);
    return switch (outcome) {
      case BuildOutcome.Built(Release release, boolean reused) -> release.id().hex();
      case BuildOutcome.Failed failed -> throw new AssertionError(failed.reason());
    };
  }

  Controller controllerNow() {
    return controller;
  }

  /** The journal of an application; one program at a time has it open. */
  static FileJournal journal(Path root) {
    return FileJournal.open(
        root.resolve(".slipway/delivery/journal.ndjson"),
        EventCodecs.of(new DeliveryEventCodec()),
        InstantSource.system());
  }

  private Controller controller() {
    return controller(root, journal, routing::ensure);
  }

  /**
   * A controller of an application.
   *
   * @param ensured makes sure that the router runs
   */
  static Controller controller(Path root, Journal journal, Runnable ensured) {
    RouterClient router = new RouterClient(Routing.socket(root));
    return Controller.open(
        project(root),
        journal,
        router,
        () -> {
          ensured.run();
          return new RouterSettings(
              new RouterSettings.Address("127.0.0.1", port(router)), Optional.empty(), List.of());
        });
  }

  private static int port(RouterClient router) {
    return RouterSetup.address(router.status().http()).getPort();
  }

  /** Another controller takes over at once. */
  void restartController() {
    closeController();
    openController();
  }

  /** Lets another program be the controller for a while. */
  void closeController() {
    controller.close();
    journal.close();
  }

  /** Another controller takes over from one that was closed. */
  void openController() {
    journal = journal(root);
    controller = controller();
    controller.resume();
  }

  /** What is kept as a process of its own, besides the instances. */
  Set<String> keptBeside() {
    return routing.kept();
  }

  /** How many entries the journal has. */
  long entries() {
    return journal.last();
  }

  /** What the journal means now. */
  Ledger ledger() {
    return Ledger.open(journal);
  }

  /** Waits until every deployment has settled. */
  void settleAll() throws InterruptedException {
    for (Deployment each : controller.deployments()) {
      settle(each.id());
    }
  }

  /** Deploys and waits until nothing more is done. */
  Deployment deploy(String release) throws InterruptedException {
    return settle(controller.deploy(new Wish(ENVIRONMENT, release, "ada", false)).id());
  }

  Deployment settle(DeploymentId id) throws InterruptedException {
    Instant latest = Instant.now().plus(Duration.ofSeconds(90));
    while (controller.find(id).end().isEmpty()) {
      if (Instant.now().isAfter(latest)) {
        throw new AssertionError(id + " is still " + controller.find(id));
      }
      Thread.sleep(20);
    }
    return controller.find(id);
  }

  /** Deploys and waits until the release serves; it is watched then. */
  DeploymentId deployUntilLive(String release) throws InterruptedException {
    DeploymentId id = controller.deploy(new Wish(ENVIRONMENT, release, "ada", false)).id();
    Instant latest = Instant.now().plus(Duration.ofSeconds(30));
    while (controller.find(id).state() != DeploymentState.LIVE) {
      if (Instant.now().isAfter(latest)) {
        throw new AssertionError(id + " is still " + controller.find(id));
      }
      Thread.sleep(20);
    }
    return id;
  }

  /** Deploys and cuts the watch short. */
  void deployWithoutWatching(String release) throws InterruptedException {
    DeploymentId id = deployUntilLive(release);
    controller.promote(ENVIRONMENT, Optional.empty(), "ada");
    settle(id);
  }

  /** What the environment answers a visitor now: the release that serves. */
  String answer() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(router))) {
      String request =
          "GET / HTTP/1.1\r\nHost: " + ENVIRONMENT + ".localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  DemandingVisitors visitors(int number) {
    return new DemandingVisitors(port(router), ENVIRONMENT + ".localhost", number);
  }

  /** What the journal says, oldest first. */
  List<DeliveryEvent> events() {
    List<DeliveryEvent> events = new ArrayList<>();
    try (var entries = journal.from(1)) {
      for (var next = entries.next(); next.isPresent(); next = entries.next()) {
        events.add((DeliveryEvent) next.get().event());
      }
    }
    return events;
  }

  /** The same in words. */
  List<String> notes() {
    return events().stream().map(DeliveryEvent::toString).toList();
  }

  @Override
  public void close() {
    controller.stopEverything();
    routing.close();
    journal.close();
    lifetime.close();
  }
}
