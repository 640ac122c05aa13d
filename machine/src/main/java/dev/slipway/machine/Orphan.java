package dev.slipway.machine;

/** A process that outlived what started it: its id and the name of its program. */
public record Orphan(long pid, String name) {}
