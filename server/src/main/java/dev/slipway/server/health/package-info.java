/**
 * Whether the server is well, for whoever watches it: {@code /healthz}, {@code /readyz} and {@code
 * /metrics}.
 *
 * <p>Entry types: {@link dev.slipway.server.health.HealthRoutes} answers, {@link
 * dev.slipway.server.health.Metrics} counts, {@link dev.slipway.server.health.Delivered} knows the
 * four keys of delivery. Imports http for its words, store and deliver for the entries it counts.
 */
@NullMarked
package dev.slipway.server.health;

import org.jspecify.annotations.NullMarked;
