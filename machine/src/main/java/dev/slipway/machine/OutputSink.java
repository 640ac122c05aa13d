package dev.slipway.machine;

/** Where the output of a process goes, standard output and standard error merged in order. */
@FunctionalInterface
public interface OutputSink {
  /** A sink that forgets everything. */
  OutputSink NONE = (buffer, offset, length) -> {};

  /**
   * Takes the next bytes; called by one thread at a time. The buffer is used again after the call
   * returns. A slow sink slows the process down, as a full pipe does.
   */
  void write(byte[] buffer, int offset, int length);
}
