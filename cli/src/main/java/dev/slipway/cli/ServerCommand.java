package dev.slipway.cli;

import dev.slipway.machine.UserFolders;
import dev.slipway.router.RouterSetup;
import dev.slipway.server.Server;
import dev.slipway.server.ServerSettings;
import dev.slipway.signals.Signals;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code slipway server}: the server of a team, until somebody ends it. */
final class ServerCommand implements Command {
  private static final String USUAL_ADDRESS = "127.0.0.1:4700";

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.SERVER,
        "",
        0,
        "Takes pushes of git, runs the workflows they trigger, delivers what comes of it, and"
            + " shows everything in web pages, until Ctrl-C. What is deployed goes on without it.",
        List.of(
            OptionGroup.of(
                "Where",
                OptionGroup.value(
                    "DIR", "where it keeps everything (default: one a user)", "--data"),
                OptionGroup.value(
                    "HOST:PORT",
                    "where it listens (default " + USUAL_ADDRESS + "; port 0: any free one)",
                    "--http"))),
        List.of(
            new Syntax.Example("slipway server", "then open the address it prints"),
            new Syntax.Example(
                "slipway server --data /srv/slipway --http 0.0.0.0:4700", "for a whole team")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    CountDownLatch ended = new CountDownLatch(1);
    Signals.onInterrupt(ended::countDown);
    long began = System.nanoTime();
    try (Server server = Server.start(settings(arguments, session))) {
      session.terminal().print(banner(server, session.terminal(), System.nanoTime() - began));
      ended.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static ServerSettings settings(Arguments arguments, Session session) {
    Path data =
        arguments
            .value("--data")
            .map(session::resolve)
            .orElseGet(() -> UserFolders.state(session.environment()).resolve("server"));
    InetSocketAddress http = RouterSetup.address(arguments.value("--http").orElse(USUAL_ADDRESS));
    return new ServerSettings(data, http, ProjectControl.program(session), session.clock());
  }

  private static String banner(Server server, Terminal terminal, long nanos) {
    StringBuilder text = new StringBuilder(terminal.paint(Style.BOLD, "Slipway"));
    text.append(" serves ").append(server.address());
    text.append(terminal.paint(Style.DIM, "  ready in " + nanos / 1_000_000 + " ms")).append('\n');
    server
        .firstLink()
        .ifPresent(
            link ->
                text.append("Nobody has joined yet. This link makes you its admin, once: ")
                    .append(link)
                    .append('\n'));
    return text.toString();
  }
}
