package dev.slipway.deliver;

import dev.slipway.router.Upstream;
import java.time.Duration;
import java.util.Optional;

/**
 * One running copy of a component of a release, as its target knows it.
 *
 * @param address where it listens, or will; empty when it answers nobody
 * @param stopGrace how long it has between the request to stop and its end by force
 * @param note what differs from what was asked for, to be shown to the user
 */
public record Instance(
    InstanceId id,
    EnvironmentName environment,
    ComponentName component,
    String release,
    Optional<Upstream> address,
    InstanceState state,
    Duration stopGrace,
    Optional<String> note) {}
