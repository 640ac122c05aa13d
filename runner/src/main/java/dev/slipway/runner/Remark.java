package dev.slipway.runner;

import java.util.Optional;

/** An annotation before it is masked and cut: what a command or a problem matcher found. */
record Remark(
    Annotation.Level level,
    String message,
    Annotation.Place place,
    Optional<String> title,
    Optional<String> code) {
  static Remark of(Annotation.Level level, String message) {
    return new Remark(level, message, Annotation.Place.NONE, Optional.empty(), Optional.empty());
  }
}
