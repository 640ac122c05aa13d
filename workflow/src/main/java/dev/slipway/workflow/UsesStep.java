package dev.slipway.workflow;

/** A step that runs an action with inputs. */
public record UsesStep(StepHead head, ActionRef action, Template.Mapping with) implements Step {}
