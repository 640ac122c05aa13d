/**
 * The GitHub Actions language: what a workflow means.
 *
 * <p>Entry types: {@link dev.slipway.workflow.WorkflowReader} to {@link
 * dev.slipway.workflow.Workflow}, {@link dev.slipway.workflow.Expression}, {@link
 * dev.slipway.workflow.Planner} to {@link dev.slipway.workflow.Plan}. Imports document (and a JSON
 * tokenizer for {@code fromJSON}). Pure: no I/O, no clock, no randomness; the same text and event
 * always give the same plan.
 */
@NullMarked
package dev.slipway.workflow;

import org.jspecify.annotations.NullMarked;
