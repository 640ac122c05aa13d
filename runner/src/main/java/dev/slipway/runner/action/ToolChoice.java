package dev.slipway.runner.action;

import dev.slipway.machine.Installed;
import dev.slipway.machine.Resolution;
import dev.slipway.machine.Tool;
import java.util.Locale;

/** Takes the installed release of a tool that a workflow asks for, or the nearest one. */
final class ToolChoice {
  private ToolChoice() {}

  /**
   * Accepts this machine's own architecture, or none.
   *
   * @throws InputException for any other
   */
  static void checkArchitecture(ActionContext context, Tool tool) {
    String asked = context.inputs().text("architecture").toLowerCase(Locale.ROOT);
    String here = VirtualEnvironments.architecture();
    if (!asked.isEmpty() && !asked.equals(here)) {
      throw new InputException(
          tool.title() + " for " + asked + " is not available: this machine is " + here + ".");
    }
  }

  /**
   * The newest installed release that satisfies the version; else one of the same major, with a
   * warning.
   *
   * @throws InputException when there is none, or only a substitute and the run refuses those
   */
  static Installed choose(ActionContext context, Tool tool, String wanted) {
    RunStores stores = context.job().stores();
    return switch (stores.toolchains().resolve(tool, wanted)) {
      case Resolution.Exact(Installed installed) -> installed;
      case Resolution.Substitute(Installed installed, String warning) -> {
        if (stores.strictToolchains()) {
          throw new InputException(
              tool.title()
                  + " "
                  + wanted
                  + " is not installed, and a strict toolchain takes nothing else; installed is "
                  + installed.version()
                  + ". Install it, or allow the nearest version.");
        }
        context.effects().warn(warning);
        yield installed;
      }
      case Resolution.Missing(String message) -> throw new InputException(message);
    };
  }
}
