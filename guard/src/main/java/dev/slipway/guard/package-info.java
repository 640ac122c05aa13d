/**
 * Is it safe? Scanners and lints, findings, bills of material.
 *
 * <p>Imports workflow, machine, store and document. Nothing lives here yet.
 */
@NullMarked
package dev.slipway.guard;

import org.jspecify.annotations.NullMarked;
