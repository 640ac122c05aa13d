/**
 * What happened, and where it is kept: the database, the journal, logs, blobs and secrets.
 *
 * <p>Entry types: {@link dev.slipway.store.Journal}, {@link dev.slipway.store.Database}, {@link
 * dev.slipway.store.LogStore}, {@link dev.slipway.store.BlobStore}, {@link
 * dev.slipway.store.Secret}, {@link dev.slipway.store.SecretStore}, {@link
 * dev.slipway.store.Masker}. May import SQL and JSON only. Invariants: one appender assigns
 * sequence numbers; bytes are masked before they reach the disk; a blob is what its digest says;
 * SQL types stay inside, and native calls run on threads of the database only.
 */
@NullMarked
package dev.slipway.store;

import org.jspecify.annotations.NullMarked;
