package dev.slipway.server.web;

/** Amounts in words. */
final class Sizes {
  private Sizes() {}

  /** An amount of bytes: {@code 812 B}, {@code 4.2 kB}, {@code 1.3 GB}. */
  static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    long tenths = bytes / 100;
    int unit = 0;
    while (tenths >= 10_000 && unit < units.length - 1) {
      tenths /= 1000;
      unit++;
    }
    return tenths / 10 + "." + tenths % 10 + " " + units[unit];
  }

  /** A number with its thousands apart: {@code 1,234,567}. */
  static String count(long number) {
    StringBuilder text = new StringBuilder(Long.toString(number));
    int first = number < 0 ? 1 : 0;
    for (int at = text.length() - 3; at > first; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
