package dev.slipway.deliver;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An instance that should be running, as the journal has it.
 *
 * @param instance the id the target knows it by
 * @param host where it listens, once it does
 */
public record LivingInstance(
    DeploymentId deployment,
    String component,
    String release,
    String instance,
    Optional<String> host,
    OptionalInt port) {

  static LivingInstance starting(DeliveryEvent.InstanceStarting event) {
    return new LivingInstance(
        event.deployment(),
        event.component(),
        event.release(),
        event.instance(),
        Optional.empty(),
        OptionalInt.empty());
  }

  LivingInstance at(DeliveryEvent.InstanceStarted event) {
    return new LivingInstance(
        deployment,
        component,
        release,
        instance,
        Optional.of(event.host()),
        OptionalInt.of(event.port()));
  }
}
