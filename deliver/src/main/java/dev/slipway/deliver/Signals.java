package dev.slipway.deliver;

import java.time.Duration;

/** How the maker of a move speaks with the journal while it is at work. */
interface Signals {
  /** Writes down what happens, before its effect. */
  void tell(DeliveryEvent.OfDeployment event);

  /** Writes down something worth telling. */
  void note(String text);

  /** The deployment as the journal has it by now. */
  Deployment now();

  /** Whether the move is not wanted any more: it goes back, or the controller ends. */
  boolean isOff();

  /**
   * Waits up to {@code longest}, and no longer once the journal has something new about the
   * deployment or the controller ends.
   */
  void pause(Duration longest);
}
