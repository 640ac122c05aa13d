package dev.slipway.cli;

import dev.slipway.deliver.ReleaseRecipe;
import dev.slipway.deliver.build.BuildOutcome;
import dev.slipway.deliver.build.BuildSpec;
import dev.slipway.deliver.build.ReleaseBuilder;
import dev.slipway.deliver.build.ReleaseStore;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Owner;
import dev.slipway.machine.UserFolders;
import dev.slipway.signals.Signals;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A build of the project around a session: shown while it goes on, cancelled by Ctrl-C. */
final class ReleaseBuilding {
  private final DeliveryFile file;
  private final Session session;

  ReleaseBuilding(DeliveryFile file, Session session) {
    this.file = file;
    this.session = session;
  }

  /** The releases of the project. */
  static ReleaseStore store(Session session) {
    return ReleaseStore.in(DeliveryFile.state(session), session.clock());
  }

  /**
   * Builds what changed; what runs showed about the commit is noted with the release.
   *
   * @throws Cancelled when Ctrl-C was pressed; {@link Main} ends the command then
   */
  BuildOutcome run(BuildView view) {
    BuildSpec spec = ReleaseRecipe.of(file.root(), file.delivery());
    if (spec.components().isEmpty()) {
      throw new SlipwayException(
          ErrorCode.INVALID_DOCUMENT,
          "slipway.yaml declares no component to build; 'components:' is where they stand");
    }
    DeliveryFile.prepareState(session);
    ReleaseStore store = store(session);
    BuildOutcome outcome = build(spec, store, view);
    if (outcome instanceof BuildOutcome.Built built) {
      RunEvidence.attach(DeliveryFile.state(session).resolve("runs"), built.release(), store);
    }
    return outcome;
  }

  private BuildOutcome build(BuildSpec spec, ReleaseStore store, BuildView view) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Thread building = Thread.currentThread();
    Path state = UserFolders.state(session.environment());
    Owner owner = new Owner(Owner.Kind.COMMAND, "build-" + ProcessHandle.current().pid());
    try (Signals.Registration ignored =
            Signals.onInterrupt(
                () -> {
                  cancelled.set(true);
                  building.interrupt();
                });
        Lifetime lifetime = Lifetime.begin(state, owner)) {
      return new ReleaseBuilder(store, session.environment(), session.clock())
          .build(spec, lifetime, view);
    } catch (SlipwayException e) {
      if (cancelled.get()) {
        // The interrupt has done its work; what the thread does next is not meant.
        Thread.interrupted();
        throw new Cancelled(e);
      }
      throw e;
    }
  }

  /** Ctrl-C ended the build. */
  static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled(SlipwayException cause) {
      super("cancelled", cause);
    }
  }
}
