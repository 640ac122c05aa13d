package dev.slipway.cli;

import dev.slipway.deliver.Project;
import dev.slipway.server.ControlClient;
import dev.slipway.server.ControllerStart;
import dev.slipway.server.OwnProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The project a command is about, and the way to its controller.
 *
 * @param actor who the command acts for
 */
record ProjectControl(Project project, ControllerStart start, String actor) {
  /** The project around the session's directory. */
  static ProjectControl of(Session session, Arguments arguments) {
    DeliveryFile.prepareState(session);
    Project project = new Project(root(session), session.environment(), session.clock());
    ControllerStart start =
        new ControllerStart(project.root(), project.stateFolder(), program(session));
    return new ProjectControl(project, start, actor(session, arguments));
  }

  /** A job works in a copy; its controller is that of the original, whose state it is told. */
  static Path root(Session session) {
    Path beside = DeliveryFile.state(session).resolve("..").normalize();
    if (Files.isRegularFile(beside.resolve("slipway.yaml"))) {
      return beside;
    }
    return DeliveryFile.rootOf(session);
  }

  /** Who acts: {@code --as}, or the user of this machine. */
  static String actor(Session session, Arguments arguments) {
    return arguments
        .value("--as")
        .or(() -> session.variable("SLIPWAY_USER"))
        .or(() -> session.variable("USER"))
        .orElseGet(() -> System.getProperty("user.name", "somebody"));
  }

  /** This program, started once more. */
  static OwnProgram program(Session session) {
    List<String> options = new ArrayList<>();
    options.add("-XX:+UseSerialGC");
    options.add("-XX:-UsePerfData");
    options.add("--enable-native-access=ALL-UNNAMED");
    String home = System.getProperty("slipway.home", "");
    options.add("-Dslipway.home=" + home);
    String java =
        ProcessHandle.current()
            .info()
            .command()
            .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return new OwnProgram(
        java,
        options,
        caches(home),
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()),
        session.environment());
  }

  /** The start-up caches that {@code build/train} made, by the command they are for. */
  private static Map<String, Path> caches(String home) {
    Map<String, Path> caches = new HashMap<>();
    caches.put("controller", Path.of(home, "cli", "target", "slipway.aot"));
    caches.put("router", Path.of(home, "cli", "target", "router.aot"));
    caches.values().removeIf(cache -> home.isEmpty() || !Files.isRegularFile(cache));
    return caches;
  }

  /** The controller, started if there is none. */
  ControlClient controller() {
    return start.ensure();
  }

  /** The controller, if it runs. */
  Optional<ControlClient> running() {
    return ControlClient.find(project.stateFolder());
  }
}
