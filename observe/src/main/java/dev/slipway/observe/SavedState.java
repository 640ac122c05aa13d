package dev.slipway.observe;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a judgement as one line of numbers, so that it outlives the process. */
final class SavedState {
  private SavedState() {}

  /** Collects the numbers. */
  static final class Writer {
    private final StringBuilder text;

    Writer(String kind) {
      text = new StringBuilder(kind);
    }

    Writer add(long value) {
      text.append(' ').append(value);
      return this;
    }

    Writer add(double value) {
      text.append(' ').append(value);
      return this;
    }

    Writer add(Instant at) {
      return add(at.getEpochSecond()).add((long) at.getNano());
    }

    Writer add(ArmCounters counters) {
      add(counters.requests()).add(counters.errors());
      long filled = 0;
      for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
        filled += Math.min(1, counters.latency().count(bucket));
      }
      add(filled);
      for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
        if (counters.latency().count(bucket) > 0) {
          add((long) bucket).add(counters.latency().count(bucket));
        }
      }
      return this;
    }

    String text() {
      return text.toString();
    }
  }

  /** Gives the numbers back in the same order. */
  static final class Reader {
    private final String[] words;
    private int next = 1;

    Reader(String kind, String text) {
      words = text.split(" ", -1);
      if (!words[0].equals(kind)) {
        throw broken("begins with '" + words[0] + "', not with '" + kind + "'", null);
      }
    }

    long nextLong() {
      String word = nextWord();
      try {
        return Long.parseLong(word);
      } catch (NumberFormatException e) {
        throw broken("holds '" + word + "' where a whole number should be", e);
      }
    }

    double nextDouble() {
      String word = nextWord();
      try {
        return Double.parseDouble(word);
      } catch (NumberFormatException e) {
        throw broken("holds '" + word + "' where a number should be", e);
      }
    }

    Instant nextInstant() {
      try {
        return Instant.ofEpochSecond(nextLong(), nextLong());
      } catch (DateTimeException | ArithmeticException e) {
        throw broken("holds a time that cannot be", e);
      }
    }

    ArmCounters nextCounters() {
      long requests = nextLong();
      long errors = nextLong();
      LatencyHistogram.Builder latency = LatencyHistogram.builder();
      try {
        for (long filled = nextLong(); filled > 0; filled--) {
          latency.addToBucket(Math.toIntExact(nextLong()), nextLong());
        }
        return new ArmCounters(requests, errors, latency.build());
      } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
        throw broken("holds counts that cannot be", e);
      }
    }

    private String nextWord() {
      if (next == words.length) {
        throw broken("ends after " + next + " numbers", null);
      }
      return words[next++];
    }
  }

  static SlipwayException broken(String what, @Nullable Throwable cause) {
    return new SlipwayException(
        ErrorCode.CORRUPT,
        "the saved state of a verdict " + what + "; begin the comparison anew",
        cause);
  }
}
