package dev.slipway.server.work;

/** What the operator of a server should know of this package's work in the background. */
final class WorkLog {
  private static final System.Logger LOG = System.getLogger("dev.slipway.server.work");

  private WorkLog() {}

  static void warn(String what, Throwable why) {
    LOG.log(System.Logger.Level.WARNING, what + ": " + why.getMessage());
  }
}
