package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.Optional;

/** What every kind of step has; {@link Step} says what each part means. */
public record StepHead(
    StepId id,
    Position position,
    Optional<Template> name,
    Expression condition,
    Optional<Template> continueOnError,
    Optional<Template> timeoutMinutes,
    Template.Mapping env,
    boolean background) {}
