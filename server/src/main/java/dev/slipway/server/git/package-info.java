/**
 * Repositories that people push to and fetch from: bare ones on the disk, served in git's own
 * words.
 *
 * <p>Entry types: {@link dev.slipway.server.git.Repositories} (which there are), {@link
 * dev.slipway.server.git.GitHosting} (pushes and fetches as plain streams), {@link
 * dev.slipway.server.git.History} (what a commit holds and what a push brought). No HTTP type is in
 * here, and no JGit type leaves it.
 *
 * <p>Invariants: a reference that moved is recorded in the database together with the entry about
 * it, before the client hears of it; a difference between the two found at the start is a push that
 * nobody has seen yet. What arrives is hostile until it was checked.
 */
@NullMarked
package dev.slipway.server.git;

import org.jspecify.annotations.NullMarked;
