package dev.slipway.machine;

/** A host port that nobody else of Slipway takes until this is closed. Thread-safe. */
public final class PortPromise implements AutoCloseable {
  private final int port;
  private final Owner owner;
  private final Runnable release;

  PortPromise(int port, Owner owner, Runnable release) {
    this.port = port;
    this.owner = owner;
    this.release = release;
  }

  /** The port, 1 to 65535. */
  public int port() {
    return port;
  }

  /** Who it was promised to. */
  public Owner owner() {
    return owner;
  }

  /** Gives the port back; closing twice does nothing. */
  @Override
  public void close() {
    release.run();
  }
}
