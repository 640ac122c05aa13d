/**
 * Who may do what, and what do they see? The control API, HTTP API, web pages, git serving, queue
 * and board.
 *
 * <p>Imports every room below. Nothing lives here yet.
 */
@NullMarked
package dev.slipway.server;

import org.jspecify.annotations.NullMarked;
