/**
 * The well-known actions in Java: checkout, the toolchain set-ups, cache and artifacts, with the
 * inputs, outputs and texts of the originals, instant and offline.
 *
 * <p>Entry types: {@link dev.slipway.runner.action.NativeActions} finds an action, {@link
 * dev.slipway.runner.action.NativeAction} runs against an {@link
 * dev.slipway.runner.action.ActionContext}, {@link dev.slipway.runner.action.RunStores} holds what
 * outlives a job. Imports workflow (what an action reference is), machine (toolchains), store
 * (blobs). Invariants: an expected failure is an {@link dev.slipway.runner.action.ActionOutcome};
 * nothing is written outside the job's folders and the stores; an archive is never trusted.
 */
@NullMarked
package dev.slipway.runner.action;

import org.jspecify.annotations.NullMarked;
