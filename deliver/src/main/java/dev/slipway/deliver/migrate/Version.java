package dev.slipway.deliver.migrate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The version of a migration as its file is named, such as {@code 001}, {@code 20260301120000} or
 * {@code 1.2}; versions of equal numbers are equal.
 */
public record Version(String text) implements Comparable<Version> {
  /** Refuses what is not numbers with dots or underscores between them. */
  public Version {
    if (!text.matches("\\d+([._]\\d+)*")) {
      throw new IllegalArgumentException("Not a version: " + text);
    }
  }

  private List<BigInteger> numbers() {
    List<BigInteger> numbers = new ArrayList<>();
    for (String part : text.replace('_', '.').split("\\.", -1)) {
      numbers.add(new BigInteger(part));
    }
    // 1.0 and 1 are the same version.
    while (numbers.size() > 1 && numbers.getLast().signum() == 0) {
      numbers.removeLast();
    }
    return numbers;
  }

  @Override
  public int compareTo(Version other) {
    List<BigInteger> own = numbers();
    List<BigInteger> others = other.numbers();
    for (int index = 0; index < Math.min(own.size(), others.size()); index++) {
      int difference = own.get(index).compareTo(others.get(index));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(own.size(), others.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version version && numbers().equals(version.numbers());
  }

  @Override
  public int hashCode() {
    return numbers().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
