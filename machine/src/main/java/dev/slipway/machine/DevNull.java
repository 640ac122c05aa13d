package dev.slipway.machine;

import java.io.File;

/** The empty file every process of ours reads from. */
final class DevNull {
  static final File FILE = new File("/dev/null");

  private DevNull() {}
}
