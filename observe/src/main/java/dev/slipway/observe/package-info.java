/**
 * Is it well? Probes, events, funnels, grouped errors, alerts and verdicts.
 *
 * <p>Imports store and document. Nothing lives here yet; the verdict's statistics come first, with
 * delivery.
 */
@NullMarked
package dev.slipway.observe;

import org.jspecify.annotations.NullMarked;
