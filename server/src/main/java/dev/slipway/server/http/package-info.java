/**
 * HTTP in our own words: what is asked, what is answered, and who may ask it.
 *
 * <p>Entry types: {@link dev.slipway.server.http.Route} says who may call what, {@link
 * dev.slipway.server.http.Request} is what came, {@link dev.slipway.server.http.Response} what goes
 * back, {@link dev.slipway.server.http.WebServer} serves routes. Imports only the room of faults.
 * Invariants: every route has a {@link dev.slipway.server.http.Rule}; nothing a session cookie does
 * to change things is done without the token against forged requests; every answer carries the
 * security headers; a body is never read beyond its limit; the types of the HTTP library stay in
 * this package.
 */
@NullMarked
package dev.slipway.server.http;

import org.jspecify.annotations.NullMarked;
