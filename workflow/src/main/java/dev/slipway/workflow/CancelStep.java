package dev.slipway.workflow;

/** A step that ends a background step; one ended so does not fail its job. */
public record CancelStep(StepHead head, StepId target) implements Step {}
