package dev.slipway.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code slipway version}: the product's name and version on one line. */
final class VersionCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.VERSION,
        "",
        0,
        "One line: the product's name and its version. 'slipway --version' prints the same.",
        List.of(),
        List.of(
            new Syntax.Example("slipway version", "print it"),
            new Syntax.Example("slipway doctor", "also what it found on this machine")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    session.terminal().print(new String(Main.version(), StandardCharsets.UTF_8));
    return 0;
  }
}
