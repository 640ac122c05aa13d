package dev.slipway.server;

import dev.slipway.deliver.Controller;
import dev.slipway.deliver.DeliveryEventCodec;
import dev.slipway.deliver.Project;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The controller of a state folder, from its start to its end; one a state folder at a time. */
public final class ControllerProcess {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final int TOKEN_BYTES = 32;

  private final Project project;
  private final OwnProgram program;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean everything = new AtomicBoolean();

  /**
   * A controller that has not begun.
   *
   * @param program starts the router
   */
  public ControllerProcess(Project project, OwnProgram program) {
    this.project = project;
    this.program = program;
  }

  /** Where the journal of a state folder is. */
  static Path journal(Path stateFolder) {
    return stateFolder.resolve("delivery").resolve("journal.ndjson");
  }

  /**
   * Works until somebody ends it.
   *
   * @throws dev.slipway.fault.SlipwayException MACHINE when there is a controller already
   */
  public void run() {
    EventCodecs codecs = EventCodecs.of(new DeliveryEventCodec());
    Path folder = project.stateFolder();
    RouterKeeping router = new RouterKeeping(program, project.root(), folder);
    try (FileJournal journal = FileJournal.open(journal(folder), codecs, project.clock());
        Controller controller =
            Controller.open(
                project,
                journal,
                router.client(),
                () -> router.ensure(project.delivery().router()))) {
      serve(controller, journal, router);
      if (everything.get()) {
        stopAll(controller, router);
      }
    }
  }

  // What cannot be stopped must not keep the rest running.
  private static void stopAll(Controller controller, RouterKeeping router) {
    try {
      controller.stopEverything();
    } finally {
      router.stop();
    }
  }

  private void serve(Controller controller, FileJournal journal, RouterKeeping router) {
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    Supplier<String> listening = () -> router.ensure(project.delivery().router()).http().toString();
    ControlApi api = new ControlApi(controller, journal, listening, this::end);
    try (ControlServer server = ControlServer.start(token, api.calls(), api::entries)) {
      ControlAddress address =
          new ControlAddress(server.port(), token, ProcessHandle.current().pid());
      address.write(project.stateFolder());
      try {
        controller.resume();
        while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          controller.look();
          keepOwn();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        address.remove(project.stateFolder());
      }
    }
  }

  private void keepOwn() {
    try {
      new ControllerStart(project.root(), project.stateFolder(), program).keepOwn();
    } catch (SlipwayException e) {
      // It works all the same; the next look tries again.
    }
  }

  /**
   * Ends it soon; what is deployed goes on.
   *
   * @param withAll whether what is deployed ends, too
   */
  public void end(boolean withAll) {
    if (withAll) {
      everything.set(true);
    }
    ended.countDown();
  }
}
