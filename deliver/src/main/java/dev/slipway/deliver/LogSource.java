package dev.slipway.deliver;

import dev.slipway.machine.KeptOutput;
import java.util.function.IntFunction;

/**
 * Something that prints: an instance, or a database that Slipway runs.
 *
 * @param name the instance's id, or {@code ENVIRONMENT-NAME}; no two sources share one
 * @param running whether it runs now
 * @param reader reads what it prints, beginning with that many of the last lines
 */
public record LogSource(
    String environment,
    String component,
    String name,
    boolean running,
    IntFunction<KeptOutput> reader) {}
