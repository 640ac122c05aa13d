package dev.slipway.runner.action;

import java.util.Optional;

/**
 * One input an action declares.
 *
 * @param fallback the value of an input that is not given; {@code $NAME} alone means the
 *     environment variable of that name
 * @param deprecation the text shown when the input is used
 */
public record InputSpec(
    String name, String fallback, boolean required, Optional<String> deprecation) {
  static InputSpec optional(String name) {
    return new InputSpec(name, "", false, Optional.empty());
  }

  static InputSpec optional(String name, String fallback) {
    return new InputSpec(name, fallback, false, Optional.empty());
  }

  static InputSpec required(String name) {
    return new InputSpec(name, "", true, Optional.empty());
  }

  static InputSpec required(String name, String fallback) {
    return new InputSpec(name, fallback, true, Optional.empty());
  }

  InputSpec deprecated(String text) {
    return new InputSpec(name, fallback, required, Optional.of(text));
  }
}
