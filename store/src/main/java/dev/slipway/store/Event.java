package dev.slipway.store;

/**
 * A fact that a room appends to the journal: what happened, in that room's words.
 *
 * <p>Open on purpose: each room owns a sealed family of records that implements this interface and
 * registers one {@link EventCodec} for it.
 */
public interface Event {}
