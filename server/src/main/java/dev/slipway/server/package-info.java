/**
 * Who may do what, and what do they see? The controller of a project as a process, and the control
 * API that it is asked over.
 *
 * <p>Entry types: {@link dev.slipway.server.ControllerStart} finds or starts the controller, {@link
 * dev.slipway.server.ControlClient} speaks with it, {@link dev.slipway.server.ControllerProcess} is
 * it; {@link dev.slipway.server.Server} is the server of a team; {@link
 * dev.slipway.server.EnvironmentGate} lets jobs into environments. Imports every room below.
 * Invariants: one controller a state folder; it listens on the loopback address only, for whoever
 * can read its token; HTTP server types stay in one class.
 */
@NullMarked
package dev.slipway.server;

import org.jspecify.annotations.NullMarked;
