package dev.slipway.store;

/** Takes bytes, in order. */
@FunctionalInterface
public interface ByteSink {
  /** Takes {@code length} bytes from {@code offset}; does not keep the array. */
  void write(byte[] bytes, int offset, int length);
}
