/**
 * How a release reaches production: components, environments, approvals, migrations, releases and
 * rollouts.
 *
 * <p>Imports observe, router, machine, store and document. Nothing lives here yet.
 */
@NullMarked
package dev.slipway.deliver;

import org.jspecify.annotations.NullMarked;
