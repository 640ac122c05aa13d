package dev.slipway.deliver.build;

import java.time.Duration;

/** Hears how a build goes on; called by several threads, as components are built side by side. */
@FunctionalInterface
public interface BuildListener {
  /** Hears nothing. */
  BuildListener SILENT = progress -> {};

  /** Takes the next piece of news. */
  void hear(Progress progress);

  /** A piece of news; {@code component} is empty when it is about the whole project. */
  sealed interface Progress {
    String component();

    /** Something begins, in words such as {@code installs requirements.txt}. */
    record Step(String component, String text) implements Progress {}

    /** A line that a command printed. */
    record Output(String component, String line) implements Progress {}

    /** Something a person should know. */
    record Warning(String component, String text) implements Progress {}

    /**
     * A component is built.
     *
     * @param reused whether nothing had changed since it was built before
     */
    record Built(String component, BuiltComponent result, boolean reused, Duration took)
        implements Progress {}
  }
}
