/**
 * The floor under every room: the one fault type and its codes.
 *
 * <p>Entry types: {@link dev.slipway.fault.SlipwayException}, {@link dev.slipway.fault.ErrorCode}.
 * Imports nothing but the JDK; every room may import it. Outcomes a room expects are values of that
 * room, never faults.
 */
@NullMarked
package dev.slipway.fault;

import org.jspecify.annotations.NullMarked;
