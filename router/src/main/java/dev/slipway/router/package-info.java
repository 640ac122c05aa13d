/**
 * The data plane: where does this request go?
 *
 * <p>Will hold the route table, release slots and upstreams, on Netty only; it also runs as a
 * process of its own, so that the control plane can restart without cutting traffic. Nothing lives
 * here yet.
 */
@NullMarked
package dev.slipway.router;

import org.jspecify.annotations.NullMarked;
