package dev.slipway.machine;

/**
 * Whether a machine has something.
 *
 * @param detail the version and place, or why it cannot be used
 * @param advice how to get it when it is missing; else empty
 */
public record MachineFact(Facility facility, boolean present, String detail, String advice) {}
