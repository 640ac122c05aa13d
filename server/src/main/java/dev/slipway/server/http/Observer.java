package dev.slipway.server.http;

import java.time.Duration;

/** Hears of every answer; safe for use by many threads. It must not take long. */
public interface Observer {
  /**
   * What was answered.
   *
   * @param route the template of the route; empty when there is none
   * @param caller the name of who asked; empty when nobody is signed in
   * @param took until the last byte was handed to the system
   */
  record Answered(
      String method,
      String route,
      String path,
      int status,
      Duration took,
      String caller,
      String remote) {}

  /** A request has been answered. */
  void answered(Answered answered);

  /** A handler failed in a way that its caller is not told about. */
  void failed(String route, Exception failure);

  /** Hears nothing. */
  static Observer none() {
    return new Observer() {
      @Override
      public void answered(Answered answered) {}

      @Override
      public void failed(String route, Exception failure) {}
    };
  }
}
