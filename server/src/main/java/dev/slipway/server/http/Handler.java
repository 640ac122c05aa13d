package dev.slipway.server.http;

import java.io.IOException;

/** Answers requests; called on a virtual thread, and may take as long as it wants. */
@FunctionalInterface
public interface Handler {
  /** The answer; a fault becomes a problem with the status of its code. */
  Response answer(Request request) throws IOException;
}
