/**
 * How a step runs: plans into processes.
 *
 * <p>Entry types: {@link dev.slipway.runner.Run}, {@link dev.slipway.runner.RunEvent}, {@link
 * dev.slipway.runner.Gate}. Imports workflow, machine, store and document. Invariants: a job starts
 * the moment its needs are met; an outcome is a value and only a broken machine is a fault; every
 * byte a step prints is masked before anything else sees it.
 */
@NullMarked
package dev.slipway.runner;

import org.jspecify.annotations.NullMarked;
