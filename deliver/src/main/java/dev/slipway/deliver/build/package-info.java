/**
 * Components made into releases: what is built from one commit, named by its content.
 *
 * <p>Entry types: {@link dev.slipway.deliver.build.ReleaseBuilder} makes a {@link
 * dev.slipway.deliver.build.Release}, {@link dev.slipway.deliver.build.ReleaseStore} keeps and
 * places it. Imports machine, store and fault, nothing of the rest of deliver. Invariants: equal
 * files make equal digests (names sorted, no times, no owners); a release is never changed; what is
 * placed needs no place of its own, it runs wherever it stands.
 */
@NullMarked
package dev.slipway.deliver.build;

import org.jspecify.annotations.NullMarked;
