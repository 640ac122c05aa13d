package dev.slipway.machine;

import java.nio.file.Path;
import java.util.List;

/** How a program is put into a session of its own, so that no key on our terminal reaches it. */
final class Session {
  private static final List<String> PREFIX = choose();

  private Session() {}

  /** What to put before the program; it keeps its process id. */
  static List<String> prefix() {
    return PREFIX;
  }

  private static List<String> choose() {
    return Programs.find("setsid")
        .map(Path::toString)
        .map(List::of)
        .or(
            () ->
                Programs.find("perl")
                    .map(
                        perl ->
                            List.of(
                                perl.toString(), "-MPOSIX", "-e", "setsid(); exec @ARGV", "--")))
        .orElse(List.of());
  }
}
