/**
 * How a release reaches production: components, environments, approvals, migrations, releases and
 * rollouts.
 *
 * <p>Entry types: {@link dev.slipway.deliver.Delivery} (what slipway.yaml says), {@link
 * dev.slipway.deliver.Component}, {@link dev.slipway.deliver.Environment}. Imports observe, router,
 * machine, store and document.
 */
@NullMarked
package dev.slipway.deliver;

import org.jspecify.annotations.NullMarked;
