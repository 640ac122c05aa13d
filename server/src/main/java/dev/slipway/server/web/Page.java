package dev.slipway.server.web;

/** All that one page says; its template only puts it in place. */
sealed interface Page permits RunsPage, RunPage, JobPage, LogPage, MessagePage {
  Chrome chrome();

  /** The name of its template. */
  default String template() {
    return switch (this) {
      case RunsPage page -> "runs";
      case RunPage page -> "run";
      case JobPage page -> "job";
      case LogPage page -> "log";
      case MessagePage page -> "message";
    };
  }
}
