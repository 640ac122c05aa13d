/**
 * Is it well? Probes, events, funnels, grouped errors, alerts and verdicts.
 *
 * <p>A {@link dev.slipway.observe.Comparison} judges a new release against the old one while both
 * answer, a {@link dev.slipway.observe.Watch} one release alone against limits; both give a {@link
 * dev.slipway.observe.Verdict}. They work on counters and clocks that are handed in, do no I/O, and
 * stay valid however often one looks; docs/verdict.md has the formulas.
 *
 * <p>Imports store and document.
 */
@NullMarked
package dev.slipway.observe;

import org.jspecify.annotations.NullMarked;
