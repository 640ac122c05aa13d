package dev.slipway.workflow;

/**
 * GitHub's estimate of the memory of what is read, in the bytes of its own runtime: 24 an object,
 * 26 a string and 2 a character.
 */
final class ResultSize {
  private static final int OBJECT = 24;
  private static final int STRING = 26;

  private final int limit;
  private long bytes;

  /** The limit was passed. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exceeded() {
      super("Maximum object size exceeded", null, false, false);
    }
  }

  ResultSize(int limit) {
    this.limit = limit;
  }

  void add(Template template) {
    if (template instanceof Template.Literal literal
        && literal.value() instanceof Value.Text text) {
      addText(text.value());
    } else if (template instanceof Template.Computed computed) {
      addText(computed.expression().source());
    } else {
      add(OBJECT);
    }
  }

  /** A sequence or mapping, its parts not counted. */
  void addCollection() {
    add(OBJECT);
  }

  /** The name of a file; that the limit is passed shows with the first value in it. */
  void addFile(String name) {
    bytes += STRING + 2L * name.length();
  }

  private void addText(String text) {
    add(OBJECT + STRING + 2 * text.length());
  }

  private void add(int more) {
    bytes += more;
    if (bytes > limit) {
      throw new Exceeded();
    }
  }
}
