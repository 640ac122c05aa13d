package dev.slipway.store;

/** A secret and where it is from. */
public record StoredSecret(SecretLabel label, Secret value) {}
