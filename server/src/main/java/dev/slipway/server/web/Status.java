package dev.slipway.server.web;

import dev.slipway.workflow.Conclusion;
import java.util.Locale;

/** How a run, a job or a step stands, as people see it. */
enum Status {
  QUEUED(Tone.IDLE, Icon.QUEUED, "queued"),
  WAITING(Tone.WAIT, Icon.WAITING, "waiting"),
  RUNNING(Tone.BUSY, Icon.RUNNING, "running"),
  SUCCESS(Tone.GOOD, Icon.DONE, "passed"),
  FAILURE(Tone.BAD, Icon.FAILED, "failed"),
  CANCELLED(Tone.IDLE, Icon.CANCELLED, "cancelled"),
  SKIPPED(Tone.IDLE, Icon.SKIPPED, "skipped");

  private final Tone tone;
  private final Icon icon;
  private final String word;

  Status(Tone tone, Icon icon, String word) {
    this.tone = tone;
    this.icon = icon;
    this.word = word;
  }

  /** The status of what ended so. */
  static Status of(Conclusion conclusion) {
    return switch (conclusion) {
      case SUCCESS -> SUCCESS;
      case FAILURE -> FAILURE;
      case CANCELLED -> CANCELLED;
      case SKIPPED -> SKIPPED;
    };
  }

  Tone tone() {
    return tone;
  }

  Icon icon() {
    return icon;
  }

  /** The word for it, in lower case. */
  String word() {
    return word;
  }

  /** Whether nothing follows. */
  boolean isTerminal() {
    return switch (this) {
      case QUEUED, WAITING, RUNNING -> false;
      case SUCCESS, FAILURE, CANCELLED, SKIPPED -> true;
    };
  }

  /** Its name in an address. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Mark mark() {
    return new Mark(tone, icon, word);
  }
}
