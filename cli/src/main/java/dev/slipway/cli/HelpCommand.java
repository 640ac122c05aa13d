package dev.slipway.cli;

import java.util.List;

/** {@code slipway help [COMMAND]}: what there is, or one command's own page. */
final class HelpCommand implements Command {
  private static final int COLUMN = 14;

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.HELP,
        "[COMMAND]",
        1,
        "Without a command, lists all of them. 'slipway COMMAND --help' prints the same page.",
        List.of(),
        List.of(
            new Syntax.Example("slipway help", "list the commands"),
            new Syntax.Example("slipway help run", "everything 'run' accepts")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Terminal terminal = session.terminal();
    if (arguments.operands().isEmpty()) {
      terminal.print(overview(terminal));
    } else {
      CommandName name = CommandName.named(arguments.operands().getFirst());
      terminal.print(name.create().syntax().help(terminal));
    }
    return 0;
  }

  private static String overview(Terminal terminal) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.paint(Style.BOLD, "slipway"))
        .append(": from git push to a healthy production, and the proof of it.\n\n")
        .append("Usage: slipway [-C DIR] [--color WHEN] COMMAND [OPTION...]\n\n")
        .append(terminal.paint(Style.BOLD, "Commands"))
        .append('\n');
    for (CommandName name : CommandName.values()) {
      row(text, name.word(), name.summary());
    }
    text.append('\n').append(terminal.paint(Style.BOLD, "Options")).append('\n');
    row(text, "-C DIR", "work in DIR instead of the current directory");
    row(text, "--color WHEN", "auto, always or never; NO_COLOR is honoured");
    row(text, "--version", "print the version");
    row(text, "-h, --help", "this page; 'slipway COMMAND --help' explains a command");
    text.append('\n').append(terminal.paint(Style.BOLD, "Exit codes")).append('\n');
    row(text, "0", "all is well");
    row(text, "1", "the run is red, or a case failed");
    row(text, "2", "the command line or a file is wrong");
    row(text, "3", "this machine lacks something");
    row(text, "130", "cancelled");
    return text.toString();
  }

  private static void row(StringBuilder text, String left, String right) {
    text.append("  ").append(left).repeat(' ', COLUMN - left.length()).append(right).append('\n');
  }
}
