/**
 * What is to be run, by whom and when; and what was run.
 *
 * <p>Entry types: {@link dev.slipway.server.queue.Queue} (asked for, claimed, ended), {@link
 * dev.slipway.server.queue.RunsView} (the list of runs, a projection of the journal). Imports
 * store, runner and workflow.
 *
 * <p>Invariants: what is asked for is run until it has ended, by one runner at a time; a change of
 * the queue and the entry about it commit together; whoever holds a claim loses it when it does not
 * say in time that it is alive.
 */
@NullMarked
package dev.slipway.server.queue;

import org.jspecify.annotations.NullMarked;
