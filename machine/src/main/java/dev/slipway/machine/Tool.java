package dev.slipway.machine;

/** A language toolchain that a workflow may ask for. */
public enum Tool {
  /** CPython. */
  PYTHON("Python"),
  /** Node.js. */
  NODE("Node.js"),
  /** A JDK. */
  JAVA("Java"),
  /** Go. */
  GO("Go");

  private final String title;

  Tool(String title) {
    this.title = title;
  }

  /** Its name as people write it. */
  public String title() {
    return title;
  }
}
