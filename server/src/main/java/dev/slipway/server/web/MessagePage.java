package dev.slipway.server.web;

/**
 * A page that says one thing, such as why something is not shown.
 *
 * @param detail what to do about it
 */
record MessagePage(Chrome chrome, Icon icon, String heading, String detail) implements Page {}
