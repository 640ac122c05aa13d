package dev.slipway.workflow;

/** How many arguments a function takes. */
record Arity(int least, int most) {
  static final int UNBOUNDED = 255;
  static final Arity ANY = new Arity(0, UNBOUNDED);

  /** Reads {@code (1,255)} or {@code (0,MAX)}. */
  static Arity parse(String text) {
    int comma = text.indexOf(',');
    int close = text.indexOf(')');
    if (comma < 0 || close < comma) {
      throw new IllegalArgumentException("not a number of arguments: " + text);
    }
    String most = text.substring(comma + 1, close).strip();
    int least = Integer.parseInt(text.substring(1, comma).strip());
    if (most.equals("MAX")) {
      return new Arity(least, UNBOUNDED);
    }
    return new Arity(least, Integer.parseInt(most));
  }
}
