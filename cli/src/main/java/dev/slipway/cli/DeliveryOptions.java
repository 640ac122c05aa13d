package dev.slipway.cli;

import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventFields;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** What the commands about deployments have in common. */
final class DeliveryOptions {
  static final OptionSpec AS =
      OptionGroup.value("NAME", "who acts (default: SLIPWAY_USER, or you)", "--as");
  static final OptionSpec MESSAGE =
      OptionGroup.value("TEXT", "why, for whoever reads the history", "-m", "--message");
  static final OptionSpec SETTLED =
      OptionGroup.flag("wait until nothing more is done, the watch included", "--settled");
  static final OptionSpec NO_WAIT = OptionGroup.flag("return once it has begun", "--no-wait");

  private DeliveryOptions() {}

  /** The word that has to be there. */
  static String operand(Arguments arguments, String what) {
    List<String> operands = arguments.operands();
    if (operands.isEmpty()) {
      throw new SlipwayException(ErrorCode.USAGE, what + " is missing");
    }
    return operands.getFirst();
  }

  /** Shows a deployment that the controller has begun, as far as the options want; exit code. */
  static int follow(
      EventFields begun, ProjectControl control, Arguments arguments, Session session) {
    DeploymentId id = new DeploymentId(begun.text("deployment"));
    Terminal terminal = session.terminal();
    if (arguments.has("--no-wait")) {
      terminal.print(id + " has begun; 'slipway status' says how it goes\n");
      return 0;
    }
    DeploymentView view = new DeploymentView(terminal, id);
    Following.Until until = Following.Until.LIVE;
    if (arguments.has("--settled")) {
      until = Following.Until.SETTLED;
    }
    new Following(control, begun.number("from")).follow(id, until, view::show);
    terminal.print(conclusion(terminal, id, view));
    return view.exitCode();
  }

  private static String conclusion(Terminal terminal, DeploymentId id, DeploymentView view) {
    if (view.end().isEmpty()) {
      return terminal.paint(Style.GREEN, id + " is live") + "; it is still watched\n";
    }
    String reason = view.end().get().reason().map(text -> ": " + text).orElse("");
    Style style = view.exitCode() == 0 ? Style.GREEN : Style.RED;
    return terminal.paint(style, id + ended(view.end().get().state())) + reason + "\n";
  }

  private static String ended(DeploymentState state) {
    return state == DeploymentState.FAILED ? " has failed" : " is " + state.text();
  }
}
