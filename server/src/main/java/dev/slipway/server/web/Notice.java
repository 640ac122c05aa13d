package dev.slipway.server.web;

import dev.slipway.runner.Annotation;

/**
 * A remark on a page.
 *
 * @param heading in bold; empty if there is none
 * @param place where in the code; empty if nowhere
 * @param source what made it; empty if nobody in particular
 */
record Notice(Mark mark, String heading, String text, String place, String source) {
  /** The notice of an annotation. */
  static Notice of(Annotation annotation, String job) {
    String heading = annotation.title().or(annotation::code).orElse("");
    return new Notice(
        mark(annotation.level()), heading, annotation.message(), annotation.place().text(), job);
  }

  private static Mark mark(Annotation.Level level) {
    return switch (level) {
      case ERROR -> new Mark(Tone.BAD, Icon.FAILED, "error");
      case WARNING -> new Mark(Tone.WAIT, Icon.WARNING, "warning");
      case NOTICE -> new Mark(Tone.BUSY, Icon.INFO, "notice");
    };
  }
}
