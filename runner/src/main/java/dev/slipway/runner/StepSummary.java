package dev.slipway.runner;

import java.util.Optional;

/**
 * The Markdown that a step, with the steps inside it, wrote to {@code GITHUB_STEP_SUMMARY}. Not
 * thread-safe.
 */
final class StepSummary {
  /** Largest file of one step, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private final StringBuilder text = new StringBuilder();

  /** Adds masked Markdown as a paragraph of its own. */
  void append(String markdown) {
    if (markdown.isEmpty()) {
      return;
    }
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
    text.append(markdown);
  }

  String markdown() {
    return text.toString();
  }

  /** What a file of that size is refused with, in the runner's words; empty when it fits. */
  static Optional<String> refusal(long bytes) {
    if (bytes <= MAX_BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        "$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of "
            + MAX_BYTES / 1024
            + "k, got "
            + bytes / 1024
            + "k. For more information see: https://docs.github.com/actions/using-workflows/"
            + "workflow-commands-for-github-actions#adding-a-markdown-summary");
  }
}
