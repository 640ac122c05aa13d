package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a program is put into a session of its own, so that no key on our terminal reaches it. */
final class Session {
  private static final List<String> PREFIX = choose();

  private Session() {}

  /** What to put before the program; it keeps its process id. */
  static List<String> prefix() {
    return PREFIX;
  }

  /**
   * What to put before a program that is to outlive us: it becomes a child of nobody, in a session
   * of its own, while what we started ends at once.
   */
  static List<String> detachedPrefix() {
    Optional<Path> perl = Programs.find("perl");
    Optional<Path> setsid = Programs.find("setsid").filter(Session::canFork);
    if (setsid.isPresent()) {
      return List.of(setsid.get().toString(), "-f");
    }
    if (perl.isPresent()) {
      String program = "fork and exit; setsid(); exec @ARGV";
      return List.of(perl.get().toString(), "-MPOSIX", "-e", program, "--");
    }
    throw new SlipwayException(
        ErrorCode.TOOL_MISSING,
        "A process that outlives this program needs setsid of util-linux, or perl: install one");
  }

  /** The setsid of busybox cannot. */
  private static boolean canFork(Path setsid) {
    try {
      return !setsid.toRealPath().endsWith("busybox");
    } catch (IOException e) {
      return false;
    }
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
