package dev.slipway.cli;

import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.router.RouterClient;
import dev.slipway.router.ServiceName;
import java.time.Duration;
import java.util.List;

/** {@code slipway router}: runs a router, and tells a running one what to do. */
final class RouterCommand implements Command {
  private static final Duration USUAL_HOLD = Duration.ofSeconds(30);
  private static final List<String> VERBS =
      List.of(
          "run",
          "deploy",
          "resize",
          "split",
          "promote",
          "abandon",
          "back",
          "retire",
          "pause",
          "resume",
          "stop",
          "maintenance",
          "remove",
          "list",
          "events",
          "metrics");

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.ROUTER,
        "run|deploy|list|... [SERVICE]",
        2,
        "run: route requests until Ctrl-C; routes survive any end. deploy: wait until the release"
            + " is healthy, then switch; exit code 0 means switched. resize: other"
            + " instances for the same release. split: give a candidate its"
            + " share of the visitors. promote, abandon: end the split for or against it. back: to"
            + " the release before. retire: forget the release before. pause (requests wait),"
            + " stop (503), maintenance (a page), resume, remove. list, events, metrics: what there"
            + " is. See docs/router.md.",
        List.of(
            OptionGroup.of(
                "All",
                OptionGroup.value(
                    "SOCKET",
                    "the router's admin socket (default: SLIPWAY_ROUTER_SOCKET, or one a user)",
                    "--admin"),
                OptionGroup.flag("list, events: one JSON object", "--json")),
            RouterRun.OPTIONS,
            RouterDeploy.WHAT,
            RouterDeploy.HOW,
            OptionGroup.of(
                "pause, stop, maintenance",
                OptionGroup.value("TIME", "pause: hold requests that long (default 30s)", "--hold"),
                OptionGroup.value(
                    "TEXT", "stop, maintenance: what visitors read", "-m", "--message"))),
        List.of(
            new Syntax.Example("slipway router run --http 0.0.0.0:80", "a router for this machine"),
            new Syntax.Example(
                "slipway router deploy web --to 127.0.0.1:8001 --health-path /up",
                "switch all traffic, zero downtime"),
            new Syntax.Example(
                "slipway router deploy web --to 127.0.0.1:8002 --weight 10", "a canary"),
            new Syntax.Example("slipway router list", "what goes where")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    List<String> operands = arguments.operands();
    if (operands.isEmpty()) {
      return RouterRun.run(arguments, session);
    }
    String verb = operands.getFirst();
    if (verb.equals("run")) {
      return RouterRun.run(arguments, session);
    }
    if (!VERBS.contains(verb)) {
      throw unknown(verb);
    }
    RouterClient client = new RouterClient(RouterPlaces.socket(arguments, session));
    switch (verb) {
      case "list" -> RouterReport.list(client, arguments, session);
      case "events" -> RouterReport.events(client, arguments, session);
      case "metrics" -> session.terminal().print(client.metrics());
      case "deploy" -> {
        return RouterDeploy.run(client, service(operands), arguments, session);
      }
      case "resize" -> {
        return RouterDeploy.resize(client, service(operands), arguments, session);
      }
      default -> change(client, verb, service(operands), arguments, session);
    }
    return 0;
  }

  private static void change(
      RouterClient client, String verb, ServiceName service, Arguments arguments, Session session) {
    String done =
        switch (verb) {
          case "split" -> {
            int percent = RouterDeploy.weight(arguments).orElseThrow(RouterCommand::noWeight);
            client.weight(service, percent);
            yield "the candidate gets " + percent + " % of the visitors";
          }
          case "promote" -> {
            client.promote(service);
            yield "the candidate is the stable release now";
          }
          case "abandon" -> {
            client.abandon(service);
            yield "the candidate gets no more requests";
          }
          case "back" -> {
            client.switchBack(service, arguments.value("--message").orElse("asked for"));
            yield "back on the release before";
          }
          case "retire" -> {
            client.retire(service);
            yield "the release before is forgotten";
          }
          case "pause" -> pause(client, service, arguments);
          case "stop" -> {
            client.stop(service, arguments.value("--message").orElse("This service is stopped."));
            yield "stopped: requests get 503";
          }
          case "maintenance" -> {
            client.maintenance(
                service, arguments.value("--message").orElse("We will be back shortly."));
            yield "in maintenance: visitors see a page";
          }
          case "resume" -> {
            client.resume(service);
            yield "running";
          }
          case "remove" -> {
            client.remove(service);
            yield "removed";
          }
          default -> throw unknown(verb);
        };
    session.terminal().print(service + ": " + done + "\n");
  }

  private static String pause(RouterClient client, ServiceName service, Arguments arguments) {
    Duration hold =
        arguments
            .value("--hold")
            .map(typed -> TypedDuration.parse("--hold", typed))
            .orElse(USUAL_HOLD);
    client.pause(service, hold);
    return "paused: requests wait for at most " + Durations.exact(hold);
  }

  private static ServiceName service(List<String> operands) {
    if (operands.size() < 2) {
      throw new SlipwayException(
          ErrorCode.USAGE,
          "'router "
              + operands.getFirst()
              + "' wants the name of a service after it; 'slipway router list' shows them");
    }
    return new ServiceName(operands.get(1));
  }

  private static SlipwayException noWeight() {
    return new SlipwayException(
        ErrorCode.USAGE, "'router split' wants --weight PERCENT, 0 to 100, for the candidate");
  }

  private static SlipwayException unknown(String verb) {
    String hint =
        Suggestions.closest(verb, VERBS)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; it knows " + String.join(", ", VERBS));
    return new SlipwayException(ErrorCode.USAGE, "'router' knows no '" + verb + "'" + hint);
  }
}
