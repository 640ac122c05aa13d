/**
 * How a release reaches production: components, environments, approvals, migrations, releases and
 * rollouts.
 *
 * <p>Entry types: {@link dev.slipway.deliver.Delivery} (what slipway.yaml says), {@link
 * dev.slipway.deliver.Component}, {@link dev.slipway.deliver.Environment}; {@link
 * dev.slipway.deliver.Controller} carries deployments out, {@link dev.slipway.deliver.Deployment}
 * says how one stands, {@link dev.slipway.deliver.DeliveryEvent} is what is journaled.
 *
 * <p>Imports observe, router, machine, store and document. Invariants: an intent is on the disk
 * before its effect; every move can be made twice; a deployment's state follows from its entries
 * alone.
 */
@NullMarked
package dev.slipway.deliver;

import org.jspecify.annotations.NullMarked;
