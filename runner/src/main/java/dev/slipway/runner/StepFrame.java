package dev.slipway.runner;

import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.Step;
import java.util.Map;

/**
 * One step while it runs.
 *
 * @param name what a person sees it called
 * @param contexts what its expressions see, its own environment included
 * @param env its own {@code env:}, evaluated
 * @param log where it writes, and what it does to the job
 * @param stop requested when it must end: its job is cancelled or its time is up
 */
record StepFrame(
    Step step,
    String name,
    Scope scope,
    Contexts contexts,
    Map<String, String> env,
    StepLog log,
    Cancellation stop) {}
