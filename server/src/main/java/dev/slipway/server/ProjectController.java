package dev.slipway.server;

import dev.slipway.deliver.Controller;
import dev.slipway.deliver.Project;
import dev.slipway.store.Journal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The controller of one project with all that stands around it: its router, and the control API for
 * the commands and jobs of the project. Safe for use by many threads.
 */
public final class ProjectController implements AutoCloseable {
  private static final int TOKEN_BYTES = 32;

  private final Project project;
  private final Controller controller;
  private final RouterKeeping router;
  private final ControlServer server;
  private final ControlAddress address;
  private final AtomicBoolean apiEnded = new AtomicBoolean();

  private ProjectController(
      Project project,
      Controller controller,
      RouterKeeping router,
      ControlServer server,
      ControlAddress address) {
    this.project = project;
    this.controller = controller;
    this.router = router;
    this.server = server;
    this.address = address;
  }

  /**
   * Opens it and takes up what has not settled.
   *
   * @param journal of this project's deployments alone; stays open when this is closed
   * @param program starts the router
   * @param stop is called when a command asks for the end, with whether all that is deployed ends
   */
  public static ProjectController open(
      Project project, Journal journal, OwnProgram program, Consumer<Boolean> stop) {
    RouterKeeping router = new RouterKeeping(program, project.root(), project.stateFolder());
    Controller controller =
        Controller.open(
            project, journal, router.client(), () -> router.ensure(project.delivery().router()));
    try {
      Supplier<String> listening =
          () -> router.ensure(project.delivery().router()).http().toString();
      ControlApi api = new ControlApi(controller, journal, listening, stop);
      String token = freshToken();
      ControlServer server = ControlServer.start(token, api.calls(), api::entries);
      ControlAddress address =
          new ControlAddress(server.port(), token, ProcessHandle.current().pid());
      address.write(project.stateFolder());
      controller.resume();
      return new ProjectController(project, controller, router, server, address);
    } catch (RuntimeException e) {
      controller.close();
      throw e;
    }
  }

  private static String freshToken() {
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /** The controller itself. */
  public Controller controller() {
    return controller;
  }

  /** The project it is for. */
  public Project project() {
    return project;
  }

  /** Where the project's router listens; it is started if it does not run. */
  public String routerAddress() {
    return router.ensure(project.delivery().router()).http().toString();
  }

  /** Ends the control API, everything that is deployed, and the router. */
  void stopAll() {
    endApi();
    // What cannot be stopped must not keep the rest running.
    try {
      controller.stopEverything();
    } finally {
      router.stop();
    }
  }

  /** Ends the control API and the controller; what is deployed goes on. */
  @Override
  public void close() {
    try (controller) {
      endApi();
    }
  }

  private void endApi() {
    if (apiEnded.compareAndSet(false, true)) {
      address.remove(project.stateFolder());
      server.close();
    }
  }
}
