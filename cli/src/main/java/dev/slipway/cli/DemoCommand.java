package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Owner;
import dev.slipway.machine.Person;
import dev.slipway.machine.Programs;
import dev.slipway.machine.Resolution;
import dev.slipway.machine.Tool;
import dev.slipway.machine.Toolchains;
import dev.slipway.machine.UserFolders;
import dev.slipway.runner.Run;
import dev.slipway.runner.RunRequest;
import dev.slipway.signals.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code slipway demo}: the sample application from its pipeline to production, on a copy of it.
 */
final class DemoCommand implements Command {
  private static final Duration LONGEST_END = Duration.ofMinutes(3);
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed",
          OptionGroup.flag("lines that only grow, as in a pipe", "--plain"),
          OptionGroup.flag("the journal's entries, one JSON object a line", "--json"));
  private static final OptionGroup HOW =
      OptionGroup.of(
          "How it ends",
          OptionGroup.flag(
              "end at the end, also on a terminal, where it goes on serving", "--exit"),
          OptionGroup.flag("end after CI: build and deploy nothing", "--ci-only"));
  private static final Person AUTHOR = new Person("Slipway demo", "demo@slipway.invalid");

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.DEMO,
        "",
        0,
        "Copies the sample application harbor (Flask, React, PostgreSQL) to a temporary git"
            + " repository, runs its GitHub workflow as it is, without Docker, builds a release,"
            + " deploys it to staging and, with a yes, to production, moves visitors to the next"
            + " one in a canary, and lets a bad one be taken back. Removes everything at the end."
            + " Needs git, Python and Node.js.",
        List.of(OUTPUT, HOW),
        List.of(
            new Syntax.Example("slipway demo", "watch it"),
            new Syntax.Example("slipway demo --plain > demo.log", "keep what it prints"),
            new Syntax.Example("slipway doctor", "see first what this machine has")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    requireTools(session);
    Path application = application();
    Owner owner = new Owner(Owner.Kind.COMMAND, "demo-" + ProcessHandle.current().pid());
    try (Lifetime lifetime = Lifetime.begin(UserFolders.state(session.environment()), owner)) {
      Path copy = lifetime.folder("demo").resolve("harbor");
      DemoCopy.copy(application, copy);
      DemoDelivery.adapt(copy);
      Git.initialise(copy, "main")
          .commitAll("harbor: the sign-up journey", AUTHOR, session.clock().instant());
      Session inside = session.in(copy);
      Run run = Run.prepare(RunRequest.push(copy), session.clock());
      ShownRun.Output output = ShownRun.Output.of(arguments, session.terminal());
      if (output != ShownRun.Output.JSON) {
        introduce(session.terminal(), copy);
      }
      int exitCode = new ShownRun(run, inside, output).execute();
      if (exitCode != 0 || arguments.has("--ci-only") || output == ShownRun.Output.JSON) {
        return exitCode;
      }
      return deliver(arguments, inside, lifetime);
    }
  }

  /** From the release to production; everything that runs for it ends with it, however it ends. */
  private static int deliver(Arguments arguments, Session inside, Lifetime lifetime) {
    ProjectControl control = ProjectControl.of(inside, arguments);
    DemoDelivery delivery = new DemoDelivery(inside, control, AUTHOR);
    AtomicBoolean ending = new AtomicBoolean();
    CountDownLatch enough = new CountDownLatch(1);
    try (Signals.Registration ignored =
        Signals.onInterrupt(
            () -> {
              if (ending.compareAndSet(false, true)) {
                enough.countDown();
                delivery.close();
                lifetime.close();
                Runtime.getRuntime().halt(ShownRun.CANCELLED);
              }
            })) {
      int exitCode = delivery.run();
      if (inside.terminal().interactive() && !arguments.has("--exit")) {
        inside.terminal().print(delivery.invitation());
        enough.await();
      }
      return exitCode;
    } catch (InterruptedException e) {
      return ShownRun.CANCELLED;
    } finally {
      end(delivery, ending);
    }
  }

  /** Ends what the demo started, or lets the thread of the signal do so, which ends the program. */
  private static void end(DemoDelivery delivery, AtomicBoolean ending) {
    // A cancelled build leaves the thread interrupted, and ending takes waiting.
    boolean interrupted = Thread.interrupted();
    if (ending.compareAndSet(false, true)) {
      delivery.close();
    } else {
      long limit = System.nanoTime() + LONGEST_END.toNanos();
      while (System.nanoTime() - limit < 0) {
        LockSupport.parkNanos(LONGEST_END.toNanos());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void introduce(Terminal terminal, Path copy) {
    terminal.print(
        terminal.paint(Style.BOLD, "harbor")
            + ": a Flask, React and PostgreSQL application, and its GitHub workflow as it is\n"
            + terminal.paint(Style.DIM, "in " + copy + ", removed at the end")
            + "\n\n");
  }

  /** All that is missing is said at once, so that one trip to the package manager is enough. */
  private static void requireTools(Session session) {
    List<String> missing = new ArrayList<>();
    if (Programs.find("git", session.variable("PATH").orElse("")).isEmpty()) {
      missing.add("git is not installed. To get it: 'apt install git' or 'brew install git'");
    }
    Toolchains toolchains = Toolchains.of(session.environment());
    for (Tool tool : List.of(Tool.PYTHON, Tool.NODE)) {
      if (toolchains.resolve(tool, "") instanceof Resolution.Missing(String message)) {
        missing.add(message);
      }
    }
    if (!missing.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.TOOL_MISSING,
          "the demo runs a Python and a Node.js application, and this machine lacks something:\n  "
              + String.join("\n  ", missing));
    }
  }

  private static Path application() {
    String home = System.getProperty("slipway.home", "");
    Path application = Path.of(home, "examples", "harbor");
    if (home.isEmpty() || !Files.isDirectory(application)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "the sample application is not at "
              + application.toAbsolutePath()
              + "; start Slipway by its launcher, ./slipway");
    }
    return application;
  }
}
