package dev.slipway.runner;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

/** Programs a test needs: without them it is skipped with a notice, unless they are required. */
final class Installed {
  private Installed() {}

  static void needs(String program) {
    if (Programs.isInstalled(program, System.getenv())) {
      return;
    }
    String required = System.getenv().getOrDefault("SLIPWAY_REQUIRE", "");
    if (List.of(required.split("[ ,]+", -1)).contains(program)) {
      throw new AssertionError(program + " is required by SLIPWAY_REQUIRE and not installed");
    }
    System.out.println("skipped: " + program + " is not installed");
    assumeTrue(false, program + " is not installed");
  }
}
