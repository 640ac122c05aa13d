package dev.slipway.workflow;

/** A step that waits for all background steps before it to end. */
public record WaitAllStep(StepHead head) implements Step {}
