package dev.slipway.cli;

/** One thing a user can ask for. */
interface Command {
  /** The words it accepts and how it explains itself. */
  Syntax syntax();

  /** Does it and answers the exit code; faults are thrown. */
  int run(Arguments arguments, Session session);
}
