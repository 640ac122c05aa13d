package dev.slipway.router;

/**
 * One request on the admin socket.
 *
 * @param path with its query
 * @param body JSON, or empty
 */
record AdminRequest(String method, String path, String body) {}
