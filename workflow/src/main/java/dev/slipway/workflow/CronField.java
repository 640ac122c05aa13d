package dev.slipway.workflow;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One field of a cron expression: the numbers it names.
 *
 * @param isAny whether it was written so that it does not restrict anything
 */
record CronField(BitSet numbers, boolean isAny) {
  enum Kind {
    MINUTE("minute", 0, 59),
    HOUR("hour", 0, 23),
    DAY_OF_MONTH("day of the month", 1, 31),
    MONTH("month", 1, 12),
    DAY_OF_WEEK("day of the week", 0, 6);

    private final String title;
    private final int least;
    private final int most;

    Kind(String title, int least, int most) {
      this.title = title;
      this.least = least;
      this.most = most;
    }

    String title() {
      return title;
    }

    /** What may be written, as part of a sentence. */
    String range() {
      String numbers = "between " + least + " and " + most;
      List<String> names = names();
      if (names.isEmpty()) {
        return numbers;
      }
      return numbers + " or " + names.getFirst() + "-" + names.getLast();
    }

    private List<String> names() {
      return switch (this) {
        case MONTH ->
            List.of(
                "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
        case DAY_OF_WEEK -> List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        case MINUTE, HOUR, DAY_OF_MONTH -> List.of();
      };
    }

    /** The number a word stands for, or -1. */
    private int number(String word) {
      int name = names().indexOf(word.toUpperCase(Locale.ROOT));
      if (name >= 0) {
        return name + least;
      }
      int number = digits(word);
      if (number < least || number > most) {
        return -1;
      }
      return number;
    }
  }

  private static int digits(String word) {
    if (word.isEmpty() || word.length() > 2) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  static Optional<CronField> read(Kind kind, String text) {
    BitSet numbers = new BitSet();
    for (String part : text.split(",", -1)) {
      if (!addPart(kind, part, numbers)) {
        return Optional.empty();
      }
    }
    return Optional.of(new CronField(numbers, text.equals("*") || text.equals("?")));
  }

  private static boolean addPart(Kind kind, String part, BitSet numbers) {
    int slash = part.indexOf('/');
    if (slash < 0) {
      return addRange(kind, part, 1, false, numbers);
    }
    int step = digits(part.substring(slash + 1));
    if (step < 1 || step > kind.most) {
      return false;
    }
    return addRange(kind, part.substring(0, slash), step, true, numbers);
  }

  private static boolean addRange(Kind kind, String range, int step, boolean open, BitSet numbers) {
    int first;
    int last;
    int dash = range.indexOf('-');
    if (range.equals("*") || (range.equals("?") && isDay(kind))) {
      first = kind.least;
      last = kind.most;
    } else if (dash >= 0) {
      first = kind.number(range.substring(0, dash));
      last = kind.number(range.substring(dash + 1));
    } else {
      first = kind.number(range);
      last = open ? kind.most : first;
    }
    if (first < 0 || last < first) {
      return false;
    }
    for (int number = first; number <= last; number += step) {
      numbers.set(number);
    }
    return true;
  }

  private static boolean isDay(Kind kind) {
    return kind == Kind.DAY_OF_MONTH || kind == Kind.DAY_OF_WEEK;
  }

  boolean has(int number) {
    return numbers.get(number);
  }

  /** The shortest distance between two of its numbers, taken as minutes of an endless clock. */
  int shortestGap() {
    int first = numbers.nextSetBit(0);
    int shortest = 60;
    int previous = first;
    for (int next = numbers.nextSetBit(first + 1); next >= 0; next = numbers.nextSetBit(next + 1)) {
      shortest = Math.min(shortest, next - previous);
      previous = next;
    }
    return Math.min(shortest, first + 60 - previous);
  }
}
