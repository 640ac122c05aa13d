package dev.slipway.server.http;

/** Notes what people ask for that changes something; safe for use by many threads. */
@FunctionalInterface
public interface Witness {
  /**
   * Somebody who may is about to change something; when this throws, they do not.
   *
   * @param what the method and the template of the route
   */
  void before(String what, Request request);

  /** Notes nothing. */
  static Witness none() {
    return (_, _) -> {};
  }
}
