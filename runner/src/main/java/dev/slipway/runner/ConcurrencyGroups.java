package dev.slipway.runner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Lets one holder at a time into each concurrency group. Safe for use by any number of threads.
 *
 * <p>As on GitHub, at most one newcomer waits: a newer one takes its place and the older one is
 * cancelled. With {@code queue: max} up to 100 wait in the order they came. {@code
 * cancel-in-progress} asks the holder to stop and waits until it has. Group names ignore case.
 */
final class ConcurrencyGroups {
  /** How many may wait with {@code queue: max}. */
  static final int MOST_WAITING = 100;

  private final Map<String, Group> groups = new HashMap<>();

  /**
   * Waits for the group.
   *
   * @param cancellation of the newcomer: requested when a newer one takes its place
   * @return the held place; or, when the newcomer was cancelled while waiting, a place that holds
   *     nothing
   */
  Place enter(String name, boolean cancelInProgress, boolean queueAll, Cancellation cancellation) {
    Place place = new Place(name.toLowerCase(Locale.ROOT), cancellation);
    Displaced displaced;
    synchronized (this) {
      Group group = groups.computeIfAbsent(place.group, key -> new Group());
      displaced = group.arrive(place, cancelInProgress, queueAll);
    }
    displaced.requestAll(name);
    try (Cancellation.Registration ignored = cancellation.onRequest(this::wakeAll)) {
      await(place);
    }
    return place;
  }

  private synchronized void wakeAll() {
    notifyAll();
  }

  private synchronized void await(Place place) {
    Group group = groups.get(place.group);
    try {
      while (group != null && group.holder != place && !place.cancellation.isRequested()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      place.cancellation.request(
          "interrupted while waiting for concurrency group '" + place.group + "'");
    }
    place.held = group != null && group.holder == place;
    if (!place.held && group != null) {
      group.waiting.remove(place);
    }
  }

  private synchronized void leave(Place place) {
    Group group = groups.get(place.group);
    if (group == null || group.holder != place) {
      return;
    }
    group.holder = group.waiting.pollFirst();
    if (group.holder == null) {
      groups.remove(place.group);
    }
    notifyAll();
  }

  /** Whoever must make room for a newcomer. */
  private record Displaced(Deque<Place> places) {
    void requestAll(String group) {
      for (Place place : places) {
        place.cancellation.request("a newer one entered concurrency group '" + group + "'");
      }
    }
  }

  private static final class Group {
    private final Deque<Place> waiting = new ArrayDeque<>();
    private @org.jspecify.annotations.Nullable Place holder;

    Displaced arrive(Place place, boolean cancelInProgress, boolean queueAll) {
      Deque<Place> displaced = new ArrayDeque<>();
      if (holder == null) {
        holder = place;
        return new Displaced(displaced);
      }
      if (cancelInProgress) {
        displaced.add(holder);
      }
      int keep = queueAll ? MOST_WAITING - 1 : 0;
      for (Iterator<Place> oldest = waiting.iterator();
          waiting.size() > keep && oldest.hasNext(); ) {
        displaced.add(oldest.next());
        oldest.remove();
      }
      waiting.addLast(place);
      return new Displaced(displaced);
    }
  }

  /** A place in a group, given up when closed. */
  final class Place implements AutoCloseable {
    private final String group;
    private final Cancellation cancellation;
    private boolean held;

    private Place(String group, Cancellation cancellation) {
      this.group = group;
      this.cancellation = cancellation;
    }

    /** Whether the group is this one's; false when it was cancelled while it waited. */
    boolean isHeld() {
      return held;
    }

    @Override
    public void close() {
      if (held) {
        leave(this);
        held = false;
      }
    }
  }
}
