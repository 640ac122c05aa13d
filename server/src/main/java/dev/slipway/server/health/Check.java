package dev.slipway.server.health;

import java.util.Optional;

/** A part without which the server cannot do its work. */
public record Check(String name, Trouble trouble) {
  /** Finds out what is wrong with a part; safe for use by many threads. */
  @FunctionalInterface
  public interface Trouble {
    /** What is wrong; empty when nothing is. What it throws is wrong, too. */
    Optional<String> find();
  }
}
