package dev.slipway.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that belong together in a command's help.
 *
 * @param heading what they are about, in two or three words
 */
record OptionGroup(String heading, List<OptionSpec> options) {
  OptionGroup {
    options = List.copyOf(options);
  }

  static OptionGroup of(String heading, OptionSpec... options) {
    return new OptionGroup(heading, List.of(options));
  }

  /** An option that is there or not. */
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description).build();
  }

  /** An option with one value. */
  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option with a value that can be given many times. */
  static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }
}
