/**
 * Who may come in, and what each may do: users, sessions, tokens, roles, and the audit log of all
 * that is done.
 *
 * <p>Entry type: {@link dev.slipway.server.access.Access}. Imports http for its words and store for
 * its tables. Invariants: passwords are kept as Argon2id hashes, all other secrets as digests; a
 * secret is handed out once and never shown again; what changes who may do what is in the journal
 * in the same commit; the audit log is a chain of hashes.
 */
@NullMarked
package dev.slipway.server.access;

import org.jspecify.annotations.NullMarked;
