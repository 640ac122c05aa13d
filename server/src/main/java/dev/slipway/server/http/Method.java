package dev.slipway.server.http;

/** The methods of HTTP that routes know. */
public enum Method {
  /** Reads; HEAD is answered by the same route. */
  GET,
  /** Does something. */
  POST,
  /** Puts something in its place. */
  PUT,
  /** Changes a part of something. */
  PATCH,
  /** Removes something. */
  DELETE;

  /** Whether it changes nothing. */
  boolean isSafe() {
    return this == GET;
  }
}
