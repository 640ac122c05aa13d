/**
 * What the user typed: one class a command, the terminal, and the composition root.
 *
 * <p>Entry type: {@link dev.slipway.cli.Main}. Imports every room. Invariants: nothing heavy is
 * loaded before the first step starts; exit codes follow from the kind of error.
 */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
