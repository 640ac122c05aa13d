package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Where in a file its shape is wrong already, so that nobody asks what it means there. */
final class Trouble {
  private final NavigableSet<Position> places;

  private Trouble(NavigableSet<Position> places) {
    this.places = places;
  }

  static Trouble of(List<Problem> problems) {
    NavigableSet<Position> places = new TreeSet<>();
    problems.stream().filter(Problem::isError).map(Problem::position).forEach(places::add);
    return new Trouble(places);
  }

  /** Whether there is some from one place (included) up to another. */
  boolean isBetween(Position start, Position end) {
    if (start.compareTo(end) >= 0) {
      // An alias: its text stands elsewhere.
      return !places.isEmpty();
    }
    return !places.subSet(start, true, end, false).isEmpty();
  }

  /** Behind everything in the file of a position. */
  static Position endOf(Position position) {
    return new Position(position.file(), Integer.MAX_VALUE, Integer.MAX_VALUE);
  }
}
