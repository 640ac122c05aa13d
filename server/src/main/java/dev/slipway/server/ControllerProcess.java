package dev.slipway.server;

import dev.slipway.deliver.DeliveryEventCodec;
import dev.slipway.deliver.Project;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The controller of a state folder, from its start to its end; one a state folder at a time. */
public final class ControllerProcess {
  private static final Duration LOOK = Duration.ofSeconds(2);

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
    try (FileJournal journal =
            FileJournal.open(journal(project.stateFolder()), codecs, project.clock());
        ProjectController controller =
            ProjectController.open(project, journal, program, this::end)) {
      keepUp(controller);
      if (everything.get()) {
        controller.stopAll();
      }
    }
  }

  private void keepUp(ProjectController controller) {
    try {
      while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        controller.controller().look();
        keepOwn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
