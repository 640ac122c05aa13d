/**
 * What runs on this machine, and how it is stopped: the only room that starts things.
 *
 * <p>Entry types: {@link dev.slipway.machine.ProcessGroup}, {@link
 * dev.slipway.machine.EmbeddedPostgres}, {@link dev.slipway.machine.Ports}, {@link
 * dev.slipway.machine.Git}, {@link dev.slipway.machine.Toolchains}. Imports the operating system
 * only. Invariant: everything started has an owner and a lifetime, and is gone when that ends.
 */
@NullMarked
package dev.slipway.machine;

import org.jspecify.annotations.NullMarked;
