package dev.slipway.router;

import java.time.Duration;
import java.util.List;

/**
 * How routes are changed and watched: by the router in this process, or by a client of one in
 * another.
 *
 * <p>Safe for use by many threads. Every call blocks; each has a deadline of its own. A service
 * that does not exist is a {@link dev.slipway.fault.SlipwayException} with {@code NOT_FOUND}.
 */
public interface RouterControl {
  /** The table in force. */
  RouteTable table();

  /**
   * Waits until every instance of a slot is healthy, then gives it its place in the route, and
   * returns as soon as the new table is in force; the service is created when it does not exist.
   * What the slot before still has to do goes on and ends with {@link RouterEvent.Drained}.
   */
  DeployOutcome deploy(ServiceName service, Slot slot, DeployOptions options);

  /**
   * Lets a release that is in a route go on with other instances: those that come must be healthy
   * first, those that stay are not disturbed, those that leave are drained and end with {@link
   * RouterEvent.Left}. Returns as soon as the new table is in force.
   *
   * @param slot the release as it is to be; {@code NOT_FOUND} when the route does not have it
   * @param longest how long instances may take to become healthy
   */
  DeployOutcome resize(ServiceName service, Slot slot, Duration longest);

  /**
   * Puts a whole table in force without asking the instances, unless the one in force is newer.
   *
   * @return whether it is in force now
   */
  boolean apply(RouteTable table);

  /** Gives the candidate of a service another share of the visitors, 0 to 100 percent. */
  void weight(ServiceName service, int percent);

  /** Makes the candidate the stable release; the one before is kept warm. */
  void promote(ServiceName service);

  /** Takes the candidate out of the route; it is drained. */
  void abandon(ServiceName service);

  /** Goes back to the release before the stable one, which must still be warm. */
  void switchBack(ServiceName service, String reason);

  /** Forgets the release before the stable one: its instances may be stopped. */
  void retire(ServiceName service);

  /** Holds the requests of a service, each for at most the given time. */
  void pause(ServiceName service, Duration hold);

  /** Lets a service run again after a pause, a stop or maintenance. */
  void resume(ServiceName service);

  /** Refuses the requests of a service with 503 and a line of text. */
  void stop(ServiceName service, String message);

  /** Answers the requests of a service with 503 and the maintenance page. */
  void maintenance(ServiceName service, String message);

  /** Serves the service no longer; its slots are drained. */
  void remove(ServiceName service);

  /** The counters of every release that was asked since the router started. */
  List<ReleaseCounters> counters();

  /**
   * The events after a number, oldest first; waits for one up to the given time when there is none.
   * The router keeps the last thousand.
   *
   * @param after the number of the last event that is known, 0 for all
   */
  List<RouterEvent.Numbered> events(long after, Duration wait);
}
