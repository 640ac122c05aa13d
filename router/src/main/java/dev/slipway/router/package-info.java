/**
 * The data plane: where does this request go?
 *
 * <p>Entry types: {@link dev.slipway.router.RouteTable} and the records it is made of say what is
 * wanted, {@link dev.slipway.router.RouterControl} changes it. A router also runs as a process of
 * its own, so that the control plane can restart without cutting traffic. Imports the fault room,
 * Netty, HdrHistogram and jackson-core; nobody else imports Netty.
 *
 * <p>Invariants: a table is immutable and swapped in one write; a request claims its slot before a
 * swap can retire it; a client's connection is never closed because of a switch; what one event
 * loop owns no other thread touches.
 */
@NullMarked
package dev.slipway.router;

import org.jspecify.annotations.NullMarked;
