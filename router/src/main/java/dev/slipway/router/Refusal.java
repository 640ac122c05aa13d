package dev.slipway.router;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * A request that is not let in; nothing that comes after it on its connection is read.
 *
 * @param status what it is answered with
 * @param reason one line for whoever sent it
 */
record Refusal(HttpResponseStatus status, String reason) {}
