package dev.slipway.runner.action;

import java.nio.file.Path;
import java.util.List;

/** What interpreters this machine has. */
public interface InstalledTools {
  /**
   * One installed interpreter.
   *
   * @param version dotted, such as {@code 3.11.7} or {@code 20.20.2}
   * @param executable the program itself, absolute
   */
  record Tool(String version, Path executable) {}

  /** The installed versions of {@code python} or {@code node}, in any order. */
  List<Tool> installed(String tool);
}
