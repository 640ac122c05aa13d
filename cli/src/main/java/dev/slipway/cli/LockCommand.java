package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventFields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code slipway lock ENV}: nobody else deploys into an environment for a while. */
final class LockCommand implements Command {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.LOCK,
        "ENVIRONMENT",
        1,
        "Keeps everybody else from deploying into an environment until it is unlocked or the time"
            + " is up. What is under way goes on, what waits in the queue waits on.",
        List.of(
            OptionGroup.of(
                "How",
                OptionGroup.value("TIME", "how long, as 30m or 2h (default: 4h)", "--for"),
                OptionGroup.value("TEXT", "why, for whoever is kept out", "-m", "--reason"),
                DeliveryOptions.AS)),
        List.of(
            new Syntax.Example(
                "slipway lock production --for 2h --reason 'the sale'", "nobody but you deploys"),
            new Syntax.Example("slipway status", "who has locked what, and until when")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    String environment = DeliveryOptions.operand(arguments, "the name of the environment");
    Map<String, String> wish = new LinkedHashMap<>();
    wish.put("environment", environment);
    wish.put("reason", arguments.value("--reason").orElse(""));
    wish.put("seconds", arguments.value("--for").map(LockCommand::seconds).orElse(""));
    ProjectControl control = ProjectControl.of(session, arguments);
    control.project().delivery().environment(environment);
    wish.put("by", control.actor());
    EventFields lock = control.controller().call("/v1/lock", wish);
    session.terminal().print(environment + " is " + text(lock) + "\n");
    return 0;
  }

  private static String seconds(String typed) {
    Duration span = TypedDuration.parse("--for", typed);
    if (span.compareTo(SHORTEST) < 0) {
      throw new SlipwayException(ErrorCode.USAGE, "--for wants a second at least, not " + typed);
    }
    return Long.toString(span.toSeconds());
  }

  /** A lock in words: who has it, until when, why. */
  static String text(EventFields lock) {
    return "locked by "
        + lock.text("lockedBy")
        + " until "
        + lock.text("lockedUntil")
        + ": "
        + lock.text("lockReason");
  }
}
