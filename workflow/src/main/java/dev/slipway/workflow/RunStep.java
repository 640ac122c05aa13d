package dev.slipway.workflow;

import java.util.Optional;

/** A step that runs a script in a shell. */
public record RunStep(
    StepHead head, Template script, Optional<Template> shell, Optional<Template> workingDirectory)
    implements Step {}
