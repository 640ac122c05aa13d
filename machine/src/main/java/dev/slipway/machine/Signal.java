package dev.slipway.machine;

/** The signals that ask a process to end. */
public enum Signal {
  /** SIGINT, the key on a terminal. */
  INTERRUPT("INT"),
  /** SIGTERM, what service managers send. */
  TERMINATE("TERM"),
  /** SIGQUIT; to some servers the way to end in order, to others to end at once. */
  QUIT("QUIT");

  private final String title;

  Signal(String title) {
    this.title = title;
  }

  /** The name that kill(1) knows it by. */
  String title() {
    return title;
  }
}
