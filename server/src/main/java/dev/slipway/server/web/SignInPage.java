package dev.slipway.server.web;

/**
 * Where people sign in.
 *
 * @param to where they go then
 * @param name what they called themselves last
 * @param problem why not; empty at first
 */
record SignInPage(Chrome chrome, String to, String name, String problem) implements Page {}
