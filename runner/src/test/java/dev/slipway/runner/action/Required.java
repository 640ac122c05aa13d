package dev.slipway.runner.action;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Programs a test needs: without them it is skipped with a notice, unless they are required. */
final class Required {
  private Required() {}

  static Path program(String name) {
    Optional<Path> found = ActionJob.onPath(name);
    if (found.isEmpty()) {
      boolean required =
          List.of(System.getenv().getOrDefault("SLIPWAY_REQUIRE", "").split("[ ,]+", -1))
              .contains(name);
      if (required) {
        throw new AssertionError(name + " is required by SLIPWAY_REQUIRE and not installed");
      }
      System.out.println("skipped: " + name + " is not installed");
      assumeTrue(false, name + " is not installed");
    }
    return found.orElseThrow();
  }
}
