/**
 * What starts runs, and what runs them: here the hosted repositories, the queue and the runner
 * meet.
 *
 * <p>Entry types: {@link dev.slipway.server.work.Orders} (which workflows an event starts), {@link
 * dev.slipway.server.work.RunWork} (the runner inside the server), {@link
 * dev.slipway.server.work.Dispatches} (by hand), {@link dev.slipway.server.work.Schedules} (by the
 * clock), {@link dev.slipway.server.work.Webhooks} (by another server).
 *
 * <p>Invariants: what an event starts is in the queue when the event is recorded; whoever has lost
 * the claim on a run tells the journal nothing more about it.
 */
@NullMarked
package dev.slipway.server.work;

import org.jspecify.annotations.NullMarked;
