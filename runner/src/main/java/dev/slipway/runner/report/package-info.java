/**
 * What the tests of a job say: results and coverage, found in the workspace or provoked.
 *
 * <p>Entry types: {@link dev.slipway.runner.report.JobReports} collects, {@link
 * dev.slipway.runner.report.TestReport} and {@link dev.slipway.runner.report.Coverage} are what it
 * finds, {@link dev.slipway.runner.report.Quarantine} lists the failures that do not count. Imports
 * document only. Invariants: reports are untrusted input; a failure is forgiven only when every
 * failing test of its step is in quarantine, and never silently.
 */
@NullMarked
package dev.slipway.runner.report;

import org.jspecify.annotations.NullMarked;
