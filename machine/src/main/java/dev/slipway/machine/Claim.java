package dev.slipway.machine;

/** The answer to a claim on one host port. */
public sealed interface Claim {
  /** The port is ours until the promise is closed. */
  record Claimed(PortPromise promise) implements Claim {}

  /** Another part of this program has it; wait for that owner, or give up. */
  record HeldByUs(int port, Owner owner) implements Claim {}

  /** Another process has it. */
  record Taken(int port, Holder holder) implements Claim {}
}
