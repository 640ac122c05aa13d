package dev.slipway.runner.action;

import dev.slipway.machine.Installed;
import dev.slipway.machine.Resolution;
import dev.slipway.machine.Tool;

/** Takes the installed release of a tool that a workflow asks for, or the nearest one. */
final class ToolChoice {
  private ToolChoice() {}

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
          throw new InputException(warning.replace("; using", " (strict toolchains); there is"));
        }
        context.effects().warn(warning);
        yield installed;
      }
      case Resolution.Missing(String message) -> throw new InputException(message);
    };
  }
}
