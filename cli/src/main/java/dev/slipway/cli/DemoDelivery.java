package dev.slipway.cli;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.deliver.KeptDatabases;
import dev.slipway.deliver.Move;
import dev.slipway.deliver.Project;
import dev.slipway.deliver.ReleaseRecipe;
import dev.slipway.deliver.RouterSettings;
import dev.slipway.deliver.build.BuildOutcome;
import dev.slipway.deliver.build.ComponentSpec;
import dev.slipway.deliver.build.Release;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import dev.slipway.machine.Ports;
import dev.slipway.server.ControlClient;
import dev.slipway.store.Entry;
import dev.slipway.store.EventFields;
import dev.slipway.store.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The part of the demo after CI: a release goes to staging and, with somebody's yes, to production;
 * the next one shifts traffic in a canary; a bad one is taken back by itself.
 */
final class DemoDelivery implements AutoCloseable {
  private static final String REVIEWER = "a-reviewer";
  private static final int VISITORS = 60;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Session session;
  private final Terminal terminal;
  private final ProjectControl control;
  private final Person author;
  private final List<String> results = new ArrayList<>();
  private Instant verdictAt = Instant.MAX;

  DemoDelivery(Session session, ProjectControl control, Person author) {
    this.session = session;
    this.terminal = session.terminal();
    this.control = control;
    this.author = author;
  }

  /** Tells the story and answers the exit code: 0 when it went as it should. */
  int run() {
    prepare();
    Release first = build("the release that CI has tested");
    ControlClient client = control.controller();
    deploy(client, "staging", first, "to staging, by itself");
    deploy(client, "production", first, "to production, with a reviewer's yes");
    withoutTests();
    RouterSettings.Address router = router(client);
    boolean healthy;
    boolean back;
    try (DemoVisitors visitors = new DemoVisitors(router, "production.localhost", PAUSE)) {
      visitors.come(VISITORS);
      commit("a better answer", DemoPatch.GOOD);
      Release second = build("the next release");
      deploy(client, "staging", second, "to staging");
      DemoVisitors.Seen before = visitors.seen();
      healthy = canary(client, second, "a canary under load") == DeploymentState.LIVE;
      seen("the good release", visitors.seen().since(before));

      commit("a careless change", DemoPatch.BAD);
      Release third = build("a release with a fault: every fifth call of the API fails");
      deploy(client, "staging", third, "to staging, where nobody notices");
      before = visitors.seen();
      Instant began = session.clock().instant();
      back = canary(client, third, "the same canary") == DeploymentState.ROLLED_BACK;
      seen("the bad release", visitors.seen().since(before));
      results.add(
          "taken back by itself "
              + Durations.exact(Duration.between(began, session.clock().instant()))
              + " after the deployment began");
    }
    sumUp();
    return healthy && back ? 0 : 1;
  }

  private void prepare() {
    byte[] key = new byte[24];
    new SecureRandom().nextBytes(key);
    String secret = HexFormat.of().formatHex(key);
    control.project().secrets().set(Optional.empty(), "SECRET_KEY", Secret.of(secret));
  }

  /** Another program may have the usual port; and nobody wants to watch a long second step. */
  static void adapt(Path root) {
    edit(
        root,
        text ->
            text.replace("- weight: 50\n          for: 20s", "- weight: 50\n          for: 8s")
                + "\nrouter:\n  http: 127.0.0.1:0\n");
  }

  /** The next releases are not tested again, so nothing may ask for it. */
  private void withoutTests() {
    edit(
        control.project().root(),
        text -> text.replace("checks:\n  pass-rate: 100\n  coverage: 80\n", ""));
    terminal.print(
        terminal.paint(
            Style.DIM,
            "\nThe demo runs no CI for its next two commits: 'checks:' goes from its copy of"
                + " slipway.yaml.\n"));
  }

  private static void edit(Path root, UnaryOperator<String> change) {
    Path file = root.resolve("slipway.yaml");
    try {
      Files.writeString(file, change.apply(Files.readString(file)));
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot write " + file + ": " + e, e);
    }
  }

  private void heading(String text) {
    terminal.print("\n" + terminal.paint(Style.BOLD, text) + "\n");
  }

  private Release build(String what) {
    heading("Build: " + what);
    long start = System.nanoTime();
    DeliveryFile file = DeliveryFile.read(session);
    List<String> names =
        ReleaseRecipe.of(file.root(), file.delivery()).components().stream()
            .map(ComponentSpec::name)
            .toList();
    BuildOutcome outcome =
        new ReleaseBuilding(file, session).run(BuildView.shown(terminal, names, false));
    return switch (outcome) {
      case BuildOutcome.Built built -> {
        String took = Durations.exact(Duration.ofNanos(System.nanoTime() - start));
        terminal.print(
            "  release "
                + built.release().id().label()
                + " from "
                + built.release().source().label()
                + terminal.paint(Style.DIM, "  " + took)
                + "\n");
        yield built.release();
      }
      case BuildOutcome.Failed failed ->
          throw new SlipwayException(
              ErrorCode.INVALID_INPUT, "the build failed: " + failed.reason());
    };
  }

  private void deploy(ControlClient client, String environment, Release release, String what) {
    if (follow(client, environment, release, what) != DeploymentState.LIVE) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "the demo's release did not come to serve " + environment);
    }
  }

  private DeploymentState canary(ControlClient client, Release release, String what) {
    return follow(client, "production", release, "to production: " + what);
  }

  private DeploymentState follow(
      ControlClient client, String environment, Release release, String what) {
    heading("Deploy " + release.id().label() + " " + what);
    EventFields begun =
        client.call(
            "/v1/deploy",
            Map.of("environment", environment, "release", release.id().hex(), "by", "a-developer"));
    DeploymentId id = new DeploymentId(begun.text("deployment"));
    DeploymentView view = new DeploymentView(terminal, id);
    new Following(control, begun.number("from"))
        .follow(
            id,
            Following.Until.LIVE,
            entry -> {
              view.show(entry);
              answer(client, id, entry);
              timeTheWayBack(entry);
            });
    return view.end().map(DeliveryEvent.Settled::state).orElse(DeploymentState.LIVE);
  }

  private void timeTheWayBack(Entry entry) {
    if (entry.event() instanceof DeliveryEvent.MoveFailed) {
      verdictAt = entry.at();
    }
    if (entry.event() instanceof DeliveryEvent.MoveFinished finished
        && finished.move() instanceof Move.Restore) {
      results.add(
          "all visitors were back on the good release "
              + Durations.exact(Duration.between(verdictAt, entry.at()))
              + " after the verdict");
    }
  }

  private void answer(ControlClient client, DeploymentId id, Entry entry) {
    if (entry.event() instanceof DeliveryEvent.ApprovalAsked asked
        && asked.deployment().equals(id)) {
      client.call(
          "/v1/approve", Map.of("deployment", id.value(), "plan", asked.plan(), "by", REVIEWER));
    }
  }

  private RouterSettings.Address router(ControlClient client) {
    String http = client.call("/v1/status", Map.of()).text("router");
    int colon = http.lastIndexOf(':');
    return new RouterSettings.Address(
        http.substring(0, colon), Integer.parseInt(http.substring(colon + 1)));
  }

  private void commit(String message, DemoPatch patch) {
    patch.apply(control.project().root());
    Git.find(control.project().root())
        .orElseThrow()
        .commitAll("harbor: " + message, author, session.clock().instant());
  }

  private void seen(String release, DemoVisitors.Seen seen) {
    results.add(
        "while "
            + release
            + " was rolled out, visitors made "
            + seen.requests()
            + " requests: "
            + seen.failed()
            + " failed, "
            + seen.broken()
            + " connections broke");
  }

  private void sumUp() {
    heading("What users saw");
    results.forEach(line -> terminal.print("  " + line + "\n"));
  }

  /** What somebody may do as long as it runs. */
  String invitation() {
    String http = control.controller().call("/v1/status", Map.of()).text("router");
    int colon = http.lastIndexOf(':');
    return "\nproduction is at http://production.localhost"
        + http.substring(colon)
        + " until you press Ctrl-C\n";
  }

  /** Ends all that was started. */
  @Override
  public void close() {
    control.start().stop(true);
    Project project = control.project();
    new KeptDatabases(project.stateFolder(), project.secrets(), Ports.ofMachine()).destroy();
  }
}
