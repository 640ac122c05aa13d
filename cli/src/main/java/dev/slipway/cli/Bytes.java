package dev.slipway.cli;

/** Sizes as a person reads them: {@code 812 B}, {@code 4.2 kB}, {@code 13 MB}; powers of 1000. */
final class Bytes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Bytes() {}

  static String text(long bytes) {
    long tenths = bytes * 10;
    int unit = 0;
    while (tenths >= 9_995 && unit < UNITS.length - 1) {
      tenths = (tenths + 500) / 1_000;
      unit++;
    }
    if (unit == 0 || tenths >= 100) {
      return (tenths + 5) / 10 + " " + UNITS[unit];
    }
    return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
  }
}
