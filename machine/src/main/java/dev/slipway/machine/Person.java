package dev.slipway.machine;

/** An author or committer as git knows them. */
public record Person(String name, String email) {}
