package dev.slipway.cli;

/** Numbers of things: {@code 1 step}, {@code 3 steps}. */
final class Counted {
  private Counted() {}

  static String of(long number, String thing) {
    if (number == 1) {
      return "1 " + thing;
    }
    return number + " " + thing + "s";
  }
}
