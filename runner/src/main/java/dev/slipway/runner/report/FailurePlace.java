package dev.slipway.runner.report;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in the workspace a failure points, read from its stack trace. */
record FailurePlace(Optional<String> file, OptionalInt line) {
  private static final Pattern FRAME =
      Pattern.compile(
          "([\\w./@+-]{1,300}\\.(?:py|jsx?|tsx?|mjs|cjs|java|kt|go|rb|rs|php|cs)):(\\d{1,7})");
  private static final int MAX_LENGTH = 20_000;

  /**
   * The place a failed test points to.
   *
   * <p>A traceback of Python ends where it went wrong; stacks of others begin there.
   */
  static FailurePlace of(TestCase test, TestNames names) {
    Optional<FailurePlace> found = Optional.empty();
    Matcher frames = FRAME.matcher(cut(test.details()));
    while (frames.find()) {
      Optional<String> file = names.known(frames.group(1));
      if (file.isPresent()) {
        found = Optional.of(new FailurePlace(file, OptionalInt.of(number(frames.group(2)))));
        if (!frames.group(1).endsWith(".py")) {
          break;
        }
      }
    }
    return found.orElseGet(() -> new FailurePlace(names.file(test), test.line()));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(text.length() - MAX_LENGTH);
  }
}
