package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Claim;
import dev.slipway.machine.Keeper;
import dev.slipway.machine.KeptProcess;
import dev.slipway.machine.KeptState;
import dev.slipway.machine.Owner;
import dev.slipway.machine.PortPromise;
import dev.slipway.machine.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Instances as processes of this machine, each with a {@link Keeper} of its own. Thread-safe as
 * {@link Target} says.
 *
 * <p>Everything of an instance lies in {@code instances/ID} of the state folder. The port is chosen
 * once and stays the same however often the process is started again.
 */
public final class ProcessTarget implements Target {
  private static final int KEPT_FOLDERS = 5;

  private final Path folder;
  private final Ports ports;
  private final Map<InstanceId, PortPromise> promises = new ConcurrentHashMap<>();

  /**
   * The instances of a state folder.
   *
   * @param stateFolder the folder of the project, {@code .slipway}
   */
  public ProcessTarget(Path stateFolder, Ports ports) {
    this.folder = folder(stateFolder);
    this.ports = ports;
  }

  /** Where the folders of the instances of a state folder are. */
  static Path folder(Path stateFolder) {
    return stateFolder.toAbsolutePath().resolve("instances");
  }

  @Override
  public Instance start(InstanceSpec spec) {
    Optional<Keeper> keeper = keeper(spec.id());
    if (keeper.isPresent() && keeper.get().state() instanceof KeptState.Ended) {
      keeper = revivable(spec.id(), keeper.get());
    }
    if (keeper.isEmpty()) {
      return InstanceLabels.instance(startNew(spec));
    }
    OptionalInt port = InstanceLabels.port(keeper.get());
    return InstanceLabels.instance(keeper.get().keep(process(spec, port)));
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return keeper(id).map(InstanceLabels::instance);
  }

  @Override
  public List<Instance> instances() {
    return Keeper.all(folder).stream()
        .map(InstanceLabels::instance)
        .filter(instance -> instance.state().phase() != InstanceState.Phase.STOPPED)
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  @Override
  public void stop(InstanceId id, Duration grace) {
    keeper(id)
        .ifPresent(
            keeper -> {
              keeper.stop(grace);
              release(id);
              forgetOldest(InstanceLabels.instance(keeper));
            });
  }

  @Override
  public List<InstanceId> retain(Set<InstanceId> wanted, Duration grace) {
    List<InstanceId> unwanted =
        instances().stream().map(Instance::id).filter(id -> !wanted.contains(id)).toList();
    List<Thread> stopping = new ArrayList<>();
    for (InstanceId id : unwanted) {
      stopping.add(Thread.startVirtualThread(() -> stop(id, grace)));
    }
    try {
      for (Thread thread : stopping) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "Interrupted while stopping instances", e);
    }
    return unwanted;
  }

  private Keeper startNew(InstanceSpec spec) {
    OptionalInt port = OptionalInt.empty();
    if (spec.listens()) {
      PortPromise promise = ports.free(owner(spec));
      promises.put(spec.id(), promise);
      port = OptionalInt.of(promise.port());
    }
    try {
      return Keeper.start(folder.resolve(spec.id().text()), process(spec, port));
    } catch (SlipwayException e) {
      release(spec.id());
      throw e;
    }
  }

  /** One that has ended can be started again where it was, unless its port is somebody else's. */
  private Optional<Keeper> revivable(InstanceId id, Keeper keeper) {
    OptionalInt port = InstanceLabels.port(keeper);
    if (port.isEmpty() || promises.containsKey(id)) {
      return Optional.of(keeper);
    }
    Owner owner = new Owner(Owner.Kind.DEPLOYMENT, id.text());
    if (ports.claim(port.getAsInt(), owner) instanceof Claim.Claimed claimed) {
      promises.put(id, claimed.promise());
      return Optional.of(keeper);
    }
    keeper.stop(Duration.ZERO);
    keeper.remove();
    return Optional.empty();
  }

  private void release(InstanceId id) {
    PortPromise promise = promises.remove(id);
    if (promise != null) {
      promise.close();
    }
  }

  /** Stopped instances are kept to be read, but not all of them; one at a time sweeps. */
  private synchronized void forgetOldest(Instance stopped) {
    Keeper.all(folder).stream()
        .filter(keeper -> InstanceLabels.isStoppedSibling(keeper, stopped))
        .sorted(Comparator.comparing(InstanceLabels::ended).reversed())
        .skip(KEPT_FOLDERS)
        .forEach(Keeper::remove);
  }

  private Optional<Keeper> keeper(InstanceId id) {
    return Keeper.find(folder.resolve(id.text()));
  }

  private static KeptProcess process(InstanceSpec spec, OptionalInt port) {
    return InstanceProcess.of(spec, port, owner(spec), System.getenv());
  }

  private static Owner owner(InstanceSpec spec) {
    return new Owner(Owner.Kind.DEPLOYMENT, spec.environment() + "/" + spec.id());
  }
}
