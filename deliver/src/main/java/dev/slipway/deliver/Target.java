package dev.slipway.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where instances run: processes of this machine today, an engine or a provider tomorrow.
 *
 * <p>What a target promises:
 *
 * <ul>
 *   <li>Instances outlive the controller. A new controller finds them by their ids, which the
 *       journal has held since before they were started.
 *   <li>Every call can be made again: starting an instance that runs changes nothing, stopping one
 *       that is gone neither. So a controller that died between intent and outcome makes the call
 *       again.
 *   <li>{@link #start} returns when the instance exists, not when it is well; a deployment asks its
 *       health. An instance that ends by itself is started again by the target, as its workload
 *       says, also while no controller lives.
 *   <li>Secrets reach the instance alone: no command line, no file, no message.
 *   <li>A request that cannot be carried out is a {@link dev.slipway.fault.SlipwayException} that
 *       says how to mend it; an instance that runs badly is a value.
 * </ul>
 *
 * <p>Thread-safe; calls about one instance are made one after the other.
 */
public interface Target {
  /**
   * Makes sure that an instance runs: it is started, or found running, or taken over from a watcher
   * that died, or started again when it has ended.
   */
  Instance start(InstanceSpec spec);

  /** An instance that was started once and not forgotten since. */
  Optional<Instance> find(InstanceId id);

  /** All instances that nobody stopped, of every environment, ordered by id. */
  List<Instance> instances();

  /**
   * Asks an instance to end and ends it when the grace is over; returns when it is gone, with all
   * it had started. What it printed can still be read.
   */
  void stop(InstanceId id, Duration grace);

  /**
   * Stops every instance but those that the journal says should live, after a crash of the
   * controller; says which.
   *
   * @param wanted the instances that stay
   * @param grace as for {@link #stop}; the instances are stopped at the same time
   */
  List<InstanceId> retain(Set<InstanceId> wanted, Duration grace);
}
