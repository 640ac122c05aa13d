package dev.slipway.cli;

/** Sizes as a person reads them: {@code 812 B}, {@code 4.2 kB}, {@code 13 MB}; powers of 1000. */
final class Bytes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Bytes() {}

  static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    if (unit == 0 || value >= 9.95) {
      return Math.round(value) + " " + UNITS[unit];
    }
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
  }
}
