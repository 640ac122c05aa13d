package dev.slipway.cli;

import dev.slipway.router.RouterProcess;
import dev.slipway.router.RouterSetup;
import dev.slipway.router.RouterStatus;
import dev.slipway.router.TlsFiles;
import dev.slipway.server.ControllerWatch;
import dev.slipway.signals.Signals;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code slipway router run}: a router until somebody ends it. */
final class RouterRun {
  static final OptionGroup OPTIONS =
      OptionGroup.of(
          "run",
          OptionGroup.value(
              "HOST:PORT",
              "where to take requests (default 127.0.0.1:8080; port 0: any free one)",
              "--http"),
          OptionGroup.value("HOST:PORT", "where to take requests over TLS", "--https"),
          OptionGroup.values(
              "CHAIN:KEY",
              "a certificate: two PEM files, read again when they change",
              "--certificate"),
          OptionGroup.value("FILE", "where the routes are kept (default: one a user)", "--state"),
          OptionGroup.value("FILE", "a line of JSON for each request", "--access-log"),
          OptionGroup.value(
              "DIR", "start this project's controller again if it is killed", "--project"));

  private RouterRun() {}

  static int run(Arguments arguments, Session session) {
    CountDownLatch ended = new CountDownLatch(1);
    Signals.onInterrupt(ended::countDown);
    return serve(arguments, session, ended);
  }

  /** Serves until the latch opens. */
  static int serve(Arguments arguments, Session session, CountDownLatch ended) {
    RouterSetup setup = setup(arguments, session);
    Terminal terminal = session.terminal();
    try (RouterProcess router =
        RouterProcess.start(
            setup, line -> terminal.printError(session.clock().instant() + "  " + line + "\n"))) {
      terminal.print(banner(router.status(), setup));
      arguments.value("--project").ifPresent(typed -> lookAfter(typed, session));
      ended.await();
      router.stop();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** Until the end of the process. */
  private static void lookAfter(String project, Session session) {
    var _ = ControllerWatch.begin(session.resolve(project), ProjectControl.program(session));
  }

  private static String banner(RouterStatus status, RouterSetup setup) {
    StringBuilder text = new StringBuilder("router: http://").append(status.http());
    status.https().ifPresent(address -> text.append(", https://").append(address));
    return text.append(", admin ")
        .append(setup.admin())
        .append(", state ")
        .append(setup.state())
        .append(", generation ")
        .append(status.generation())
        .append('\n')
        .toString();
  }

  private static RouterSetup setup(Arguments arguments, Session session) {
    List<TlsFiles> certificates =
        arguments.values("--certificate").stream()
            .map(typed -> TlsFiles.parse(typed, session.directory()))
            .toList();
    Path state = RouterPlaces.state(arguments, session);
    return new RouterSetup(
        RouterSetup.address(arguments.value("--http").orElse("127.0.0.1:8080")),
        arguments.value("--https").map(RouterSetup::address),
        certificates,
        state,
        RouterPlaces.socket(arguments, session),
        arguments.value("--access-log").map(session::resolve));
  }
}
